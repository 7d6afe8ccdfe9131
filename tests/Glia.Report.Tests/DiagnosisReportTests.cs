using System.Text.Json.Nodes;
using Glia.Doctor.Findings;

namespace Glia.Report.Tests;

public class DiagnosisReportTests
{
    private static readonly Fault s_rate = new("GLIA066", Family.Optimization, "learning rate too low", "The steps are too small.",
        "Raise it.");
    private static readonly Fault s_symptom = new("GLIAS16", Family.Symptom, "steps too small", "Hardly anything moves.", "See above.");

    /// <summary>A diagnosis whose finding has an exhibit of each form.</summary>
    public static Diagnosis WithExhibits
    {
        get
        {
            Exhibit updates = new(ExhibitKind.Updates, "What a step changes", [new("", [1e-6, 1e-5])])
            {
                Of = "layer",
                Names = ["dense", "dense_1"],
                IsLog = true,
                Usual = 1e-3,
            };
            Exhibit loss = new(ExhibitKind.Loss, "The loss", [new("training", [2.3, 2.2, double.NaN])]) { Of = "epoch", Along = [1, 2, 3] };
            Exhibit pairs = new(ExhibitKind.GradientPairs, "grad_w1", [new("recorded", [0.2, -0.1])])
            {
                Of = "derivative of the loss",
                Along = [-0.2, 0.1],
                ArePoints = true,
                ShouldAgree = true,
            };
            Exhibit answers = new(ExhibitKind.Answers, "Answers", [new("answered", [1, 0]), new("right", [0.5, 0.5])])
            {
                Of = "class",
                Names = ["cat", "<dog>"],
                AreShares = true,
            };
            Finding finding = s_rate.Error(Grade.Strong, Where.Everywhere, "The loss stays at 2.3.")
                with
            { Exhibits = [updates, loss, pairs, answers] };
            return new Diagnosis("a.json", [finding], []);
        }
    }

    [Fact]
    public void A_sick_subject_is_shown_with_its_cause_its_line_its_proof_and_its_effects()
    {
        using var folder = new Folder();
        folder.Write("net.py", "import numpy\n    lr = 1e-06  # small\n");
        Finding cause = s_rate.Error(Grade.Strong, new Where("dense", "learning_rate") { Source = new Source("lr", "net.py", 2) },
            "The loss stays at 2.3.", numbers: ("learning_rate", 1e-6)) with
        {
            Change = "SGD(learning_rate=0.01)",
            Proof = new Proof("learning rate 1e-06 to 0.01", "training loss", [2.3, 2.3, 2.3], [2.3, 1, 0.2], Proven: true),
        };
        Finding effect = s_symptom.Note(Grade.Likely, Where.Everywhere, "Updates are 1e-9 of the weights.") with { ExplainedBy = s_rate };
        Check[] checks = [new("GLIA001", Outcome.Fine, "no NaN"), new("GLIA002", Outcome.Undecided, "too few rows")];
        var diagnosis = new Diagnosis("net.py", [cause, effect], checks) { Happened = "It stays at 10 %." };
        ReportDocument report = Reports.OfDiagnosis(diagnosis, program: folder.Path);
        Approved.Check("finding", report.Panels.Single(panel => panel.Id == "findings").ToHtml().Text);
        Approved.Check("diagnosis-markdown", report.ToMarkdown());
        Assert.Equal(["findings", "checks"], report.Panels.Select(panel => panel.Id));
        JsonNode json = JsonNode.Parse(report.ToJson())!;
        Assert.Equal(("Sick", "It stays at 10 %. Cause: learning rate too low."), ((string)json["verdict"]!, (string)json["sentence"]!));
    }

    [Fact]
    public void What_a_finding_was_seen_in_is_drawn_by_layer_along_a_curve_and_against_what_is_right()
    {
        ReportDocument report = Reports.OfDiagnosis(WithExhibits);
        Finding finding = WithExhibits.Findings[0];
        Approved.Check("exhibits", report.Panels.Single(panel => panel.Id == "findings").ToHtml().Text);
        // The numbers are in the other forms as well.
        Assert.Contains("| dense\\_1 | 1e-5 |", report.ToMarkdown(), StringComparison.Ordinal);
        // A run that was watched keeps them in its folder.
        FindingCard card = FindingCard.Of(finding), read = FindingCard.Read(JsonNode.Parse(card.ToJson().ToJsonString()));
        Assert.Equal(Drawn(card), Drawn(read));

        static string Drawn(FindingCard card) => string.Concat(card.Exhibits.Select(exhibit => Charts.ExhibitDrawing.Of(exhibit).Text));
    }

    [Fact]
    public void A_healthy_subject_says_what_was_looked_at()
    {
        ReportDocument report = Reports.OfDiagnosis(new Diagnosis("a.json", [], [new Check("GLIA001", Outcome.Fine, "no NaN")]));
        Assert.Equal(["checks"], report.Panels.Select(panel => panel.Id));
        Assert.Contains("**Healthy.** Nothing does harm, as far as was looked.", report.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_run_its_own_panels_stand_below()
    {
        ReportDocument report = Reports.OfDiagnosis(new Diagnosis(MadeRuns.Digits, [], []), RecordedRun.Read(MadeRuns.Digits));
        Assert.Equal(["curves", "confusion"], report.Panels.Take(2).Select(panel => panel.Id));
        Assert.Equal("digits", report.Title);
    }
}
