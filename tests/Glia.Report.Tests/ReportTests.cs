using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Report.Tests;

public class ReportTests
{
    [Fact]
    public void The_report_of_a_run_has_every_panel_in_its_order()
    {
        ReportDocument report = Reports.OfRun(RecordedRun.Read(MadeRuns.Digits));
        Assert.Equal(["findings", "curves", "confusion", "classes", "worst", "calibration", "data", "seen", "layers", "timing",
            "experiment"],
            report.Panels.Select(panel => panel.Id));
        Assert.All(report.Panels, panel => Assert.NotEmpty(panel.Sentence));
    }

    [Fact]
    public void A_regression_has_no_classes_and_shows_answers_against_targets()
    {
        ReportDocument report = Reports.OfRun(RecordedRun.Read(MadeRuns.Values));
        Assert.Equal(["findings", "curves", "worst", "data", "seen", "layers", "timing", "experiment"],
            report.Panels.Select(panel => panel.Id));
        Assert.Contains("Answers against targets", report.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_are_shown_with_their_curves_and_the_time_layer_by_layer()
    {
        RecordedRun run = RecordedRun.Read(MadeRuns.TwoClasses);
        ReportDocument report = Reports.OfRun(run);
        Assert.Contains("ranking", report.Panels.Select(panel => panel.Id));
        JsonNode json = JsonNode.Parse(report.ToJson())!;
        JsonNode ranking = json["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == "ranking")!;
        Assert.Contains("A row of well has a higher score than one of the other class in", (string)ranking["sentence"]!,
            StringComparison.Ordinal);
        Assert.Equal(["yes from", "found (recall)", "false alarms", "precision"], ranking["tables"]![0]!["columns"]!.AsArray()
            .Select(name => (string)name!));
        JsonNode timing = json["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == "timing")!;
        Assert.Equal(["dense", "dense_1"], timing["tables"]![1]!["rows"]!.AsArray().Select(row => (string)row![0]!));
        // What a step computes beside what the processor can: 2 x 8 products twice and 8 x 2 three times, a row.
        double operations = 2 * (2 * 16 + 3 * 16) * run.Result!["samples_per_second"];
        string share = Words.Percent(operations / run.Details!.Machine!.PeakFlops);
        Assert.Contains($"{share} of the processor's peak", (string)timing["sentence"]!, StringComparison.Ordinal);
        Assert.Contains("measured when the run was over", (string)timing["lines"]![0]!, StringComparison.Ordinal);
        JsonNode again = json["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == "experiment")!;
        Assert.Equal(["Glia", "processor", "vectors", "threads", "operating system", "runtime"],
            again["tables"]![0]!["rows"]!.AsArray().Select(row => (string)row![0]!));
        double[] shares = [.. timing["tables"]![1]!["rows"]!.AsArray().Select(row => (double)row![4]!)];
        Assert.Equal(1, shares.Sum(), 1e-6);
        JsonNode data = json["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == "data")!;
        Assert.StartsWith("300 rows of 2 numbers, ", (string)data["sentence"]!, StringComparison.Ordinal);
        Assert.Equal("""[["training",200],["test",100]]""", data["tables"]![0]!["rows"]!.ToJsonString());
        Assert.Equal(["height", "width"], data["tables"]![1]!["rows"]!.AsArray().Select(row => (string)row![0]!));
    }

    [Fact]
    public void The_page_allows_no_request_and_no_script_but_its_own()
    {
        string page = Reports.OfRun(RecordedRun.Read(MadeRuns.Digits)).ToHtml();
        Assert.Contains("Content-Security-Policy content=\"default-src &#39;none&#39;; img-src data:;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=\"", page.Replace(" src=\"data:", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_pictures_is_at_most_a_megabyte()
    {
        RecordedRun run = RecordedRun.Read(MadeRuns.Digits);
        Assert.Equal([28, 28, 1], run.Details!.Pictures!.Shape[1..]);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Reports.OfRun(run).ToHtml()), 100_000, 1_000_000);
    }

    [Fact]
    public void The_rows_of_a_cell_are_those_the_matrix_counts()
    {
        RecordedRun run = RecordedRun.Read(MadeRuns.Digits);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(MadeRuns.Digits, RunFolder.SummaryFile)))!;
        foreach (var cell in run.Details!.Rows.GroupBy(row => (row.True, row.Predicted)))
            Assert.InRange(cell.Count(), 1, (int)summary["confusion"]![cell.Key.True]![cell.Key.Predicted]!);
        Assert.All(run.Details.Rows, row => Assert.InRange(row.Number, 0, 999));
        double[] worst = [.. run.Details.Worst.Select(row => run.Details.Rows[row].Loss)];
        Assert.Equal(worst.OrderDescending(), worst);
    }

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam")]
    public void Watching_a_run_changes_no_bit_of_its_weights(string optimizer) =>
        Assert.Equal(MadeRuns.Weights(optimizer, watched: false), MadeRuns.Weights(optimizer, watched: true));

    [Fact]
    public void The_form_is_told_by_the_name()
    {
        using var folder = new Folder();
        ReportDocument report = Reports.OfRun(RecordedRun.Read(MadeRuns.Values));
        foreach (string name in (string[])["a.html", "a.md", "a.json"]) report.Write(folder[name]);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(folder["a.html"]), StringComparison.Ordinal);
        Assert.StartsWith("# values", File.ReadAllText(folder["a.md"]), StringComparison.Ordinal);
        Assert.Equal("values", (string)JsonNode.Parse(File.ReadAllText(folder["a.json"]))!["title"]!);
        Assert.Contains(".html, .md or .json", Assert.Throws<GliaException>(() => report.Write(folder["a.pdf"])).Message,
            StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<GliaException>(() =>
        {
            Directory.CreateDirectory(folder["b.md"]);
            report.Write(folder["b.md"]);
        }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_or_was_killed_has_a_report_of_what_there_is()
    {
        using var folder = new Folder();
        Copy(folder, RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.ModelFile);
        File.AppendAllText(folder[RunFolder.HistoryFile], "4,0.1,0.");
        ReportDocument report = Reports.OfRun(RecordedRun.Read(folder.Path));
        Assert.Equal(["curves", "experiment"], report.Panels.Select(panel => panel.Id));
        Assert.Contains("did not finish", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("3 finished epochs", report.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_an_earlier_version_has_a_report_without_what_was_not_recorded()
    {
        using var folder = new Folder();
        Copy(folder, RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.ModelFile, RunFolder.SummaryFile);
        Assert.Equal(["curves", "confusion", "classes", "timing", "experiment"],
            Reports.OfRun(RecordedRun.Read(folder.Path)).Panels.Select(panel => panel.Id));
    }

    [Theory]
    [InlineData(RunFolder.SummaryFile, "{")]
    [InlineData(RunFolder.SummaryFile, "[]")]
    [InlineData(RunFolder.SummaryFile, """{"class_names": ["a"], "confusion": [7]}""")]
    [InlineData(RunFolder.DetailsFile, "{}")]
    [InlineData(RunFolder.DetailsFile, "null")]
    public void A_file_that_is_broken_is_named_in_a_sentence(string file, string text)
    {
        using var folder = new Folder();
        Copy(folder, RunFolder.ExperimentFile, RunFolder.HistoryFile, RunFolder.ModelFile, RunFolder.SummaryFile, RunFolder.DetailsFile);
        File.WriteAllText(folder[file], text);
        Assert.Contains($"{folder[file]} cannot be read", Assert.Throws<GliaException>(() => RecordedRun.Read(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_run_is_named()
    {
        using var folder = new Folder();
        Assert.Contains("is no run folder", Assert.Throws<GliaException>(() => RecordedRun.Read(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    private static void Copy(Folder folder, params string[] files)
    {
        foreach (string file in files) File.Copy(Path.Combine(MadeRuns.Digits, file), folder[file]);
    }
}
