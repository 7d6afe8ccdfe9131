using System.Text.Json.Nodes;
using Glia.Settings;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// A run in a run folder that did not come to its end, and where it stands: what <c>glia train --resume</c> goes on with.
/// </summary>
public sealed class ResumedRun
{
    private ResumedRun(string folder, string place) => (Folder, Place) = (folder, place);

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>Where its files lie: the folder, or in it the place of a run that is to replace another one.</summary>
    public string Place { get; }

    /// <summary>Steps that are done and need not be done again; 0 before <see cref="Read"/>, and where there is no checkpoint.</summary>
    public long Steps { get; private set; }

    /// <summary>The epochs that are over.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; private set; } = [];

    /// <summary>The checkpoints, once they were read.</summary>
    internal CheckpointSlots? Slots { get; private set; }

    /// <summary>
    /// The run that can go on in a folder: one that was killed, that crashed or that was ended by a signal. Null where the folder holds
    /// none; whether one there is finished says <see cref="IsFinished"/>.
    /// </summary>
    /// <param name="folder">The run folder; need not exist.</param>
    public static ResumedRun? Of(string folder)
    {
        // A run that was to replace another one is the later of the two.
        string later = Path.Combine(folder, RunFolder.UnfinishedFolder);
        if (RunFolder.IsRun(later)) return new ResumedRun(folder, later);
        return RunFolder.IsRun(folder) && !IsFinished(folder) ? new ResumedRun(folder, folder) : null;
    }

    /// <summary>Whether the folder holds a run that came to its end, and no later one that did not.</summary>
    /// <param name="folder">The run folder; need not exist.</param>
    public static bool IsFinished(string folder)
    {
        if (RunFolder.IsRun(Path.Combine(folder, RunFolder.UnfinishedFolder))) return false;
        string summary = RunFolder.PathOf(folder, RunFolder.SummaryFile);
        return File.Exists(summary) && JsonText.Parse(summary, File.ReadAllText(summary))["end"]?.ToString() != RunSummary.Interrupted;
    }

    /// <summary>Whether the run in a folder left a checkpoint to go on from.</summary>
    /// <param name="folder">The run folder; need not exist.</param>
    public static bool HasCheckpoint(string folder) => CheckpointSlots.Files.Any(file => File.Exists(Path.Combine(folder, file)));

    /// <summary>
    /// Reads where the run stands, and makes sure that it is the same run: the same experiment, the same data. Changes nothing.
    /// </summary>
    /// <param name="run">The run, prepared.</param>
    /// <param name="tell">Hears, in a sentence, of a damaged checkpoint; null for nobody.</param>
    /// <exception cref="GliaException">It is another one; the sentence says what differs.</exception>
    public void Read(ExperimentRun run, Action<string>? tell = null)
    {
        string before = File.ReadAllText(Path.Combine(Place, RunFolder.ExperimentFile));
        List<string> differences =
        [
            .. JsonDifferences.Of(Comparable(run.Experiment.WithAbsoluteSource().ToJson()), Comparable(before), ""),
        ];
        if (differences.Count > 0)
            throw JsonDifferences.OfAnotherRun($"The run in {Folder} cannot go on with another experiment", differences);
        Slots = CheckpointSlots.Read(Place, tell);
        if (Slots.Newest is not { } state) return;
        (Steps, Epochs) = run.Standing(state);
    }

    // What a run is called changes no bit of it. Whether data that lie elsewhere now are the same say their check sums.
    private static JsonObject Comparable(string experiment)
    {
        JsonObject said = JsonText.Parse(RunFolder.ExperimentFile, experiment);
        said.Remove("name");
        (said["data"] as JsonObject)?.Remove("source");
        if (said["training"] is JsonObject training && training["validation_data"] is JsonValue) training.Remove("validation_data");
        return said;
    }
}
