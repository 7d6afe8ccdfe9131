using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Glia.Doctor.Findings;
using Glia.Report.Formats;
using Glia.Report.Html;

namespace Glia.Report.Tests;

/// <summary>Nothing that comes from data is anything but text, in any form of a report.</summary>
public partial class HostileTests
{
    [Fact]
    public void Names_of_classes_files_and_columns_are_text_in_the_page()
    {
        string page = Reports.OfRun(RecordedRun.Read(MadeRuns.HostileTable)).ToHtml();
        // The page's own script is the only one, and no element has a handler.
        Assert.Single(ScriptTag().Matches(page));
        Assert.Empty(Handler().Matches(page));
        Assert.Equal(1, Regex.Count(page, "</style>"));
        Assert.Equal(1, Regex.Count(page, "<title>[^<]*</title>\\s*<style>"));
        foreach (string hostile in MadeRuns.Hostile.Take(5)) Assert.DoesNotContain(hostile, page, StringComparison.Ordinal);
        // They are all there all the same.
        Assert.Contains("&lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("onerror=&quot;", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.DoesNotContain('\0', page);
    }

    [Fact]
    public void They_are_text_in_Markdown()
    {
        string text = Reports.OfRun(RecordedRun.Read(MadeRuns.HostileTable)).ToMarkdown();
        // What stands in a fence is text whatever it says.
        string prose = string.Join('\n', text[..text.IndexOf("## To do it again", StringComparison.Ordinal)].Split('\n')
            .Where(line => !line.StartsWith("Next: `", StringComparison.Ordinal)));
        Assert.DoesNotContain("<script", prose, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", prose, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](", prose, StringComparison.Ordinal);
        // A bar in a name ends no cell: every row of a table has as many cells as its head.
        foreach (string table in prose.Split("\n\n").Where(block => block.StartsWith('|')))
            Assert.Single(table.TrimEnd().Split('\n').Select(line => Bar().Count(line)).Distinct());
    }

    [Fact]
    public void They_are_text_in_JSON_and_close_no_script_that_holds_it()
    {
        string text = Reports.OfRun(RecordedRun.Read(MadeRuns.HostileTable)).ToJson();
        Assert.DoesNotContain("</", text, StringComparison.Ordinal);
        JsonNode report = JsonNode.Parse(text)!;
        string[] classes =
            [.. report["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == "classes")!["tables"]![0]!["rows"]!.AsArray()
            .Select(row => (string)row![0]!)];
        Assert.Equal(MadeRuns.Hostile.Take(3).Order(StringComparer.Ordinal), classes);
    }

    [Fact]
    public void A_finding_about_hostile_names_is_text()
    {
        var fault = new Fault("GLIA001", Family.Data, MadeRuns.Hostile[0], MadeRuns.Hostile[1], MadeRuns.Hostile[2]);
        Finding finding = fault.Error(Grade.Certain, new Where(MadeRuns.Hostile[3]), MadeRuns.Hostile[4],
            numbers: (MadeRuns.Hostile[0], 1)) with
        {
            Change = MadeRuns.Hostile[1],
            Proof = new Proof(MadeRuns.Hostile[2], MadeRuns.Hostile[3], [1, 0.9], [1, 0.1], Proven: true),
        };
        FindingCard card = FindingCard.Read(JsonNode.Parse(FindingCard.Of(finding).ToJson().ToJsonString()));
        string html = Panels.FindingsPanel.Of("", [card, FindingCard.Of(finding)]).ToHtml().Text;
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Empty(Handler().Matches(html));
    }

    [Theory]
    [InlineData("a & b < c > d \" e ' f", "a &amp; b &lt; c &gt; d &quot; e &#39; f")]
    [InlineData("Zoë 猫 🐈", "Zoë 猫 🐈")]
    [InlineData("x\u0007y\u202Ez\u2066", "x\uFFFDy\uFFFDz\uFFFD")]
    [InlineData("", "")]
    public void A_text_is_encoded_for_elements_and_quoted_attributes(string text, string encoded)
    {
        Assert.Equal(encoded, Encoded.Text(text));
        Assert.Equal($"<b>{encoded}</b>", Markup.Of($"<b>{text}</b>").Text);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFD!\uFFFD", Encoded.Text("\uD83D!\uDC08"));

    [Theory]
    [InlineData("runs/a-1", "runs/a-1")]
    [InlineData("my runs/$(reboot)", "'my runs/$(reboot)'")]
    [InlineData("it's; rm -rf ~", "'it'\\''s; rm -rf ~'")]
    public void A_path_in_a_command_is_one_word(string path, string word) => Assert.Equal(word, ShellWord.Of(path));

    [Theory]
    [InlineData("# a | b", "\\# a \\| b")]
    [InlineData("two\nlines", "two lines")]
    public void A_text_is_escaped_for_Markdown(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escaped(text));

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptTag();

    [GeneratedRegex("<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
