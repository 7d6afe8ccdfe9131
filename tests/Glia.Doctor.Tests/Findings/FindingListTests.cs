using System.Runtime.CompilerServices;
using System.Text;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Findings;

/// <summary>
/// The list of all faults in docs/findings/README.md is made of the pages: each says in its first lines what it is called, where it belongs
/// and what it needs. Run with GLIA_APPROVE=1 after a new page, and read the difference.
/// </summary>
public class FindingListTests
{
    private const string Heading = "\n## All faults\n";

    [Fact]
    public void The_list_of_all_faults_says_what_their_pages_say()
    {
        string file = Path.Combine(Folder(), "README.md"), text = File.ReadAllText(file).ReplaceLineEndings("\n");
        string made = text[..text.IndexOf(Heading, StringComparison.Ordinal)] + Heading + List();
        if (Environment.GetEnvironmentVariable("GLIA_APPROVE") == "1") File.WriteAllText(file, made);
        Assert.Equal(made, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string List()
    {
        var list = new StringBuilder("\n\"Needs\" is the least that decides it. Numbers are never used again; gaps are on purpose.\n");
        string section = "";
        foreach (Fault fault in Fault.All)
        {
            if (fault.ReadPage()?.Split('\n') is not [var title, _, var about, ..]) continue;
            string[] parts = about.Trim('*').Split(" · ");
            string called = title[(title.IndexOf(':', StringComparison.Ordinal) + 2)..];
            string needs = parts[^1]["needs ".Length..];
            if (parts[0] != section) list.Append($"\n### {section = parts[0]}\n\n| code | fault | needs |\n|---|---|---|\n");
            list.Append($"| [{fault.Code}]({fault.Code}.md) | {called} | {needs} |\n");
        }
        return list.ToString();
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../../docs/findings");
}
