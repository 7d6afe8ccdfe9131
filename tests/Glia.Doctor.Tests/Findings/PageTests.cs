using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Glia.Doctor.Findings;


namespace Glia.Doctor.Tests.Findings;

/// <summary>Every fault has its page, whole and carried inside the library; symptoms have none.</summary>
public partial class PageTests
{
    private static readonly string[] s_headings =
        ["What you see", "Why it happens", "How to be sure", "How to fix it", "Glia", "Keras", "PyTorch", "numpy", "A worked example"];

    public static TheoryData<string> Codes => [.. Faults.All.Where(fault => fault.Family != Family.Symptom).Select(fault => fault.Code)];

    [Theory, MemberData(nameof(Codes))]
    public void A_fault_has_a_page_with_everything_a_page_needs(string code)
    {
        string page = Assert.IsType<string>(Fault.Find(code)?.ReadPage());
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Equal(s_headings, Heading().Matches(Code().Replace(page, "")).Select(match => match.Groups[1].Value.Trim()));
        // Each language shows code, and the example quotes what a script that is there prints.
        Assert.True(Code().Count(page) >= 4, "There are fewer than four pieces of code.");
        Assert.Matches(@"\d", page[page.IndexOf("## A worked example", StringComparison.Ordinal)..]);
        string script = $"examples/{code.ToLowerInvariant()}.py";
        Assert.Contains($"docs/findings/{script}", page, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder(), script)));
    }

    [Fact]
    public void Every_page_belongs_to_a_fault_and_every_link_leads_somewhere()
    {
        string[] pages = [.. Directory.GetFiles(Folder(), "GLIA*.md").Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(Faults.All.Where(fault => fault.Family != Family.Symptom).Select(fault => fault.Code)
            .Order(StringComparer.Ordinal), pages);
        foreach (string file in Directory.GetFiles(Folder(), "*.md"))
            foreach (Match link in Link().Matches(File.ReadAllText(file)))
                Assert.True(File.Exists(Path.Combine(Folder(), link.Groups[1].Value)),
                    $"{Path.GetFileName(file)} points at {link.Groups[1].Value}, which is not there.");
    }

    [Fact]
    public void A_symptom_has_no_page_but_something_that_can_cause_it()
    {
        foreach (Fault symptom in Faults.All.Where(fault => fault.Family == Family.Symptom))
        {
            Assert.Null(symptom.ReadPage());
            Assert.True(Faults.All.Any(cause => cause.CanExplain(symptom)), $"Nothing brings about {symptom.Code} {symptom.Name}.");
        }
    }

    [GeneratedRegex("^##+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((GLIA\d+\.md)\)")]
    private static partial Regex Link();

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/findings");
}
