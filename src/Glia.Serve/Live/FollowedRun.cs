using Glia.Experiments;
using Glia.Report;
using Glia.Report.Panels;

namespace Glia.Serve.Live;

/// <summary>A run that another process does: its folder is read again whenever something in it changed.</summary>
/// <param name="folder">The run folder.</param>
internal sealed class FollowedRun(string folder) : WatchedRun
{
    private static readonly string[] s_files = [RunFolder.HistoryFile, RunFolder.SummaryFile];

    /// <inheritdoc/>
    public override string Name => RunShelf.Name(folder);

    /// <summary>Whether it is over, or was ended.</summary>
    public bool IsOver => !RunLock.IsTaken(folder);

    /// <inheritdoc/>
    public override RunState Read()
    {
        RecordedRun run = RecordedRun.Read(folder, whole: false);
        bool finished = File.Exists(RunFolder.PathOf(folder, RunFolder.SummaryFile)), over = IsOver;
        int planned = run.Experiment.Training.Epochs, epochs = run.History.Epochs;
        string sentence = finished ? "It is over." : over ? run.Unfinished! : $"{Words.Count(epochs, "epoch")} of {planned} done.";
        return new RunState(Mood.Open, finished ? "Finished" : over ? "It was ended" : "Training", RunState.Capital(sentence))
        {
            IsRunning = !over,
            Share = planned == 0 ? 1 : (double)epochs / planned,
            Figures = [("epochs", $"{epochs} of {planned}")],
            Charts = [.. CurvesPanel.Charts(run.History, null, 0).Select(chart => chart with { Grows = true })],
            Next = over ? [("The report", RunShelf.Address(Name))] : [],
        };
    }

    /// <inheritdoc/>
    protected override string Stamp()
    {
        // When something was written last, and whether somebody still writes.
        IEnumerable<long> written = s_files.Select(file => File.GetLastWriteTimeUtc(RunFolder.PathOf(folder, file)).Ticks);
        return $"{string.Join('.', written)}.{(IsOver ? 1 : 0)}";
    }
}
