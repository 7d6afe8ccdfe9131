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

    internal static IEnumerable<Panel?> RunPanels(RecordedRun run, SpriteSheet? sprites) =>
    [
        CurvesPanel.Of(run), ConfusionPanel.Of(run, sprites), ClassesPanel.Of(run), WorstPanel.Of(run, sprites), CalibrationPanel.Of(run),
        SeenPanel.Of(run, sprites), LayersPanel.Of(run), TimingPanel.Of(run), ExperimentPanel.Of(run),
    ];

    internal static string Name(RecordedRun run) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Folder)));

    private static Panel? Watched(FindingCard[]? findings) => findings is null ? null
        : FindingsPanel.Of(findings.Length == 0
            ? "The doctor watched while it trained and saw nothing wrong."
            : $"The doctor watched while it trained and saw {Words.Count(findings.Length, "thing")}. glia doctor looks closer.", findings);
}
