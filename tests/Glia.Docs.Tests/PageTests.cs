using Glia.Docs.Tests.Pages;
using Glia.Docs.Tests.Running;

namespace Glia.Docs.Tests;

/// <summary>
/// Every page is done as a reader would do it: what stands in its fences runs and prints what is shown. With GLIA_APPROVE=1 the pages are
/// given what was printed; read the difference. The pages of the findings show fragments of many languages: <see
/// cref="FindingPageTests"/> has them.
/// </summary>
public class PageTests
{
    public static TheoryData<string> WithFences =>
        [.. All.Where(page => File.ReadAllText(Repository.At(page)).Contains("```", StringComparison.Ordinal))];

    /// <summary>Every page of the documentation but the findings, by its path from the root.</summary>
    internal static IEnumerable<string> All =>
        Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories))
            .Select(Repository.Name).Where(page => !page.StartsWith("docs/findings/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    [Theory, MemberData(nameof(WithFences))]
    public void What_a_page_shows_runs(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the commands of pages are typed into sh");
        string file = Repository.At(page), text = File.ReadAllText(file).ReplaceLineEndings("\n");
        using var run = new PageRun();
        string[] wrong =
        [
            .. Fence.Of(text).Select(fence => run.Do(fence) is { } error ? $"{page} line {fence.Line}: {error}" : null).OfType<string>(),
            .. run.Missing.Count > 0 ? [] : run.NeverUsed.Select(file => $"{page}: no command uses {file}."),
        ];
        if (Environment.GetEnvironmentVariable("GLIA_APPROVE") == "1" && run.Rewritten(text) is var rewritten && rewritten != text)
            File.WriteAllText(file, rewritten);
        if (run.Missing.Count > 0)
            TestContext.Current.AddWarning($"Without {string.Join(" and ", run.Missing)} not all of {page} was run; see test.sh.");
        Assert.True(wrong.Length == 0, string.Join("\n\n", wrong));
    }
}
