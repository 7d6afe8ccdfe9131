using System.Text.RegularExpressions;
using Glia.Docs.Tests.Running;

namespace Glia.Docs.Tests;

/// <summary>
/// Every link from page to page, to a file or to a heading leads somewhere, and the commands that sentences name are there.
/// </summary>
public partial class LinkTests
{
    public static TheoryData<string> Pages =>
        [.. PageTests.All, .. Directory.GetFiles(Repository.At("bench"), "README.md", SearchOption.AllDirectories).Select(Repository.Name)];

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        string file = Repository.At(page);
        foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(file))))
        {
            string target = link.Groups["path"].Value, heading = link.Groups["heading"].Value;
            string path = target.Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} points at {target}, which is not there.");
            if (heading.Length == 0) continue;
            Assert.True(Heading().Matches(WithoutCode(File.ReadAllText(path))).Any(match => Anchor(match.Groups[1].Value) == heading),
                $"{page} points at {target}#{heading}, and there is no such heading.");
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_command_that_a_sentence_names_is_there(string page)
    {
        foreach (Match command in Command().Matches(WithoutCode(File.ReadAllText(Repository.At(page)))))
            if (KnownFlags.Unknown(command.Groups[1].Value) is { } unknown) Assert.Fail($"{page}: {command.Groups[1].Value}: {unknown}");
    }

    [Fact]
    public void The_site_leads_to_every_page_that_is_no_list_of_its_own()
    {
        string[] contents = Directory.GetFiles(Repository.At("docs"), "toc.yml", SearchOption.AllDirectories);
        HashSet<string> named = [.. contents.SelectMany(toc => Target().Matches(File.ReadAllText(toc))
            .Select(match => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(toc)!, match.Groups[1].Value))))];
        // Findings and decisions have a page that lists them; the first page is where the site begins.
        string[] missing = [.. PageTests.All.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/index.md"
            && !page.StartsWith("docs/decisions/0", StringComparison.Ordinal) && !named.Contains(Path.GetFullPath(Repository.At(page))))];
        Assert.Equal([], missing);
        // The pages of the API are made with the site.
        Assert.Equal([], named.Where(file => !file.Contains("site-api", StringComparison.Ordinal) && !File.Exists(file)));
    }

    private static string WithoutCode(string page) => Code().Replace(page.ReplaceLineEndings("\n"), "");

    // As GitHub and docfx make it of a heading.
    private static string Anchor(string heading) =>
        Others().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<path>[^)#\s]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"href: (\S+)")]
    private static partial Regex Target();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```|<!--.*?-->", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Others();

    [GeneratedRegex(@"`(glia [a-z][^`\n]*)`")]
    private static partial Regex Command();
}
