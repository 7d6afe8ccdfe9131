using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Report.Html;
using Glia.Report.Panels;

namespace Glia.Report;

/// <summary>Makes reports: of a run, of a diagnosis, of several runs side by side.</summary>
public static class Reports
{
    /// <summary>The report of a run.</summary>
    /// <param name="run">The run.</param>
    public static ReportDocument OfRun(RecordedRun run)
    {
        SpriteSheet? sprites = SpriteSheet.Of(run.Details?.Pictures);
        FindingCard[]? findings = run.Details?.Findings is { } recorded ? [.. recorded.Select(FindingCard.Read)] : null;
        return new ReportDocument(Name(run), RunHead.Of(run),
            [.. new[] { Watched(findings) }.Concat(RunPanels(run, sprites)).OfType<Panel>()])
        { Sprites = sprites };
    }

    /// <summary>The report of a diagnosis.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="run">The run that was examined; null if the subject was none.</param>
    /// <param name="experiment">The experiment that was examined; null if the subject was none, or is a run's.</param>
    /// <param name="program">The folder of the program that was examined; null if the subject was none.</param>
    /// <param name="next">What to type next; null for the page of the first finding.</param>
    public static ReportDocument OfDiagnosis(
        Diagnosis diagnosis, RecordedRun? run = null, Experiment? experiment = null, string? program = null, string? next = null)
    {
        SpriteSheet? sprites = SpriteSheet.Of(run?.Details?.Pictures);
        FindingCard[] cards = [.. diagnosis.Findings.Where(finding => finding.ExplainedBy is null)
            .Select(finding => FindingCard.Of(finding, diagnosis, program))];
        Panel? found = cards.Length == 0 ? null : FindingsPanel.CauseFirst(cards);
        Panel?[] panels =
        [
            found, ChecksPanel.Of(diagnosis), .. run is null ? [] : RunPanels(run, sprites),
            run is null && experiment is not null ? ExperimentPanel.OfExamined(experiment, diagnosis.Subject) : null,
        ];
        string subject = Path.GetFileName(Path.TrimEndingDirectorySeparator(diagnosis.Subject));
        return new ReportDocument(subject.Length == 0 ? diagnosis.Subject : subject, DiagnosisHead.Of(diagnosis, next),
            [.. panels.OfType<Panel>()])
        { Sprites = sprites };
    }

    /// <summary>Several runs side by side.</summary>
    /// <param name="runs">The runs; their details and weights are not looked at.</param>
    public static ReportDocument OfRuns(IReadOnlyList<RecordedRun> runs) => OfRuns(runs, address: null);

    /// <summary>The same on a server, where each run has a page.</summary>
    internal static ReportDocument OfRuns(IReadOnlyList<RecordedRun> runs, Func<RecordedRun, string>? address)
    {
        string[] names = RunNames.Of([.. runs.Select(run => run.Folder)]);
        // What has an accuracy is not compared with what has none, but all are shown.
        ComparedRun[] compared = [.. runs.Select((run, i) => new ComparedRun(run, names[i])).OrderByDescending(run => run.HasAccuracy)
            .ThenByDescending(run => run.Rank)];
        Panel?[] panels =
        [
            RunsPanel.Of(compared, address), ComparedCurvesPanel.Of(compared), CostPanel.Of(compared), DifferencesPanel.Of(compared),
        ];
        return new ReportDocument(Words.Count(runs.Count, "run"), ComparedHead.Of(compared), [.. panels.OfType<Panel>()]);
    }

    private static IEnumerable<Panel?> RunPanels(RecordedRun run, SpriteSheet? sprites) =>
    [
        CurvesPanel.Of(run), ConfusionPanel.Of(run, sprites), ClassesPanel.Of(run), RankingPanel.Of(run), WorstPanel.Of(run, sprites),
        CalibrationPanel.Of(run), DataPanel.Of(run), SeenPanel.Of(run, sprites), LayersPanel.Of(run), TimingPanel.Of(run),
        ExperimentPanel.Of(run),
    ];

    private static string Name(RecordedRun run) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Folder)));

    private static Panel? Watched(FindingCard[]? findings) => findings is null ? null
        : FindingsPanel.Of(findings.Length == 0
            ? "The doctor watched while it trained and saw nothing wrong."
            : $"The doctor watched while it trained and saw {Words.Count(findings.Length, "thing")}. glia doctor looks closer.", findings);
}
