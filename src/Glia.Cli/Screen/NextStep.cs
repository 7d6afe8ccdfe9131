using Glia.Experiments;
using Glia.Training;

namespace Glia.Cli.Screen;

/// <summary>The last lines of a run: where everything is, and what to type next.</summary>
internal static class NextStep
{
    /// <summary>Where the run's files are and which weights were kept.</summary>
    /// <param name="summary">What came out.</param>
    /// <param name="folder">The run folder.</param>
    public static string Place(RunSummary summary, string folder)
    {
        History history = summary.History;
        return history.Ending switch
        {
            Ending.Stopped => $"Ended after step {history.Steps:N0} as you asked; {Kept(summary, folder)}",
            Ending.EarlyStopped => $"Stopped early after epoch {history.Epochs.Count}; {Kept(summary, folder)}",
            _ => $"Everything is in {folder}",
        };
    }

    private static string Kept(RunSummary summary, string folder)
    {
        const string BrokenOff = ", whose evaluation was broken off";
        History history = summary.History;
        string model = Path.Combine(folder, RunFolder.ModelFile);
        if (summary.KeptEpoch == 0) return $"the weights it had are in {model}";
        string kept = $"the weights of epoch {summary.KeptEpoch}";
        if (history.Epochs is not [.., { IsUnjudged: true } last]) return $"{kept} are in {model}";
        return history.UnjudgedWeights is null
            ? $"{kept}{BrokenOff}, are in {model}"
            : $"{kept} are in {model}, those of epoch {last.Epoch}{BrokenOff}, in {Path.Combine(folder, RunFolder.LastModelFile)}";
    }

    /// <summary>What the doctor that watched has to say when the verdict on the run is known; null where its findings say it.</summary>
    /// <param name="learned">The verdict.</param>
    /// <param name="findings">How many findings it told while training went on.</param>
    public static string? OfDoctor(Learned learned, int findings) => (learned, findings) switch
    {
        (Learned.Well, 0) => "The doctor saw nothing wrong while it trained.",
        (_, 0) => "While it trained, the doctor saw no step go wrong; the cause, if there is one, takes a closer look.",
        (Learned.Well, _) => "It learned all the same: what the doctor saw on the way did not keep it from learning.",
        _ => null,
    };

    /// <summary>From where a run goes on.</summary>
    /// <param name="resumed">The run, read.</param>
    public static string GoesOn(ResumedRun resumed) => resumed.Steps == 0
        ? $"The run in {resumed.Folder} has no checkpoint and begins at its first step."
        : $"The run in {resumed.Folder} goes on after step {resumed.Steps:N0}, {resumed.Epochs.Count:N0} " +
            $"{(resumed.Epochs.Count == 1 ? "epoch is" : "epochs are")} done.";

    /// <summary>What to type next; null after a run that never trained.</summary>
    /// <param name="experiment">What was run.</param>
    /// <param name="summary">What came out.</param>
    /// <param name="folder">The run folder.</param>
    public static string? Command(Experiment experiment, RunSummary summary, string folder) => summary switch
    {
        { History.Ending: Ending.Stopped } => ResumedRun.HasCheckpoint(folder) ? $"To go on: glia train --resume {Word(folder)}" : null,
        { Verdict.Learned: Learned.NeverTrained } => null,
        { Verdict.Learned: Learned.NotAtAll } => SaysWhy(folder),
        { Verdict.Learned: Learned.ALittle } => $"glia doctor {Word(folder)} says what holds it back.",
        _ => $"To use it: glia predict {Word(folder)} {Word(Source(experiment))}",
    };

    /// <summary>Whom to ask about a network that is of no use.</summary>
    public static string SaysWhy(string model) => $"glia doctor {Word(model)} says why.";

    /// <summary>Where a report is.</summary>
    public static string ToLookAt(string page) => $"To look at it: {Word(page)}";

    /// <summary>A path as one word for a shell.</summary>
    public static string Word(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '/' or '\\' or '.' or ':' or '-' or '_' or '~') ? path : $"\"{path}\"";

    // A path as it is reached from here; a name such as mnist stays.
    private static string Source(Experiment experiment)
    {
        string full = Path.GetFullPath(Path.Combine(experiment.Folder ?? "", experiment.Data.Source));
        if (!Path.Exists(full)) return experiment.Data.Source;
        string near = Path.GetRelativePath(Environment.CurrentDirectory, full);
        return near.StartsWith("..", StringComparison.Ordinal) ? full : near;
    }
}
