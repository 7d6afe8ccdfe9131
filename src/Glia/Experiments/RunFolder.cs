using Glia.Data;
using Glia.Files;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// What a run leaves behind: <c>experiment.json</c>, <c>history.csv</c>, <c>model.safetensors</c> and <c>summary.json</c>. The first three
/// are there while it runs, the summary once it is over, so a folder without one tells of a run that did not finish. Where the run was
/// ended during an evaluation, <c>model-last.safetensors</c> may be beside them; of one that can go on, its checkpoints are.
/// </summary>
/// <remarks>
/// <see cref="RunRecorder"/> writes it. A run that is to replace another one is written to <c>.unfinished</c> inside the folder, is
/// renamed to
/// <c>.finished</c> once it is complete, and is then moved up; <see cref="PathOf"/> finds its files at every moment of that.
/// </remarks>
public static class RunFolder
{
    /// <summary>The model's file in a run folder.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>The experiment's file in a run folder.</summary>
    public const string ExperimentFile = "experiment.json";

    /// <summary>The summary's file in a run folder.</summary>
    public const string SummaryFile = "summary.json";

    /// <summary>The epochs' file in a run folder.</summary>
    public const string HistoryFile = "history.csv";

    /// <summary>
    /// The file of the last weights in a run folder: only where nobody knows whether they are better than the model's, because the
    /// evaluation of their epoch was broken off.
    /// </summary>
    public const string LastModelFile = "model-last.safetensors";

    /// <summary>The file of what there is to look at in a run: its worst rows, its layers, its time.</summary>
    public const string DetailsFile = "details.json";

    /// <summary>The file of the pictures that go with the details; only where rows are pictures.</summary>
    public const string PicturesFile = "pictures.npy";

    /// <summary>What a report is called that nobody gave a name. It goes with the run it shows when another one replaces that.</summary>
    public const string ReportFile = "report.html";

    private const string Stopped = "did not finish";

    /// <summary>Where in a run folder the run lies that was to replace it.</summary>
    public const string UnfinishedFolder = ".unfinished";

    /// <summary>All files of a run, the one that says that it is finished last; the first one no run is without.</summary>
    internal static readonly string[] Files =
    [
        HistoryFile, ModelFile, LastModelFile, ExperimentFile, .. CheckpointSlots.Files, DetailsFile, PicturesFile, ReportFile, SummaryFile,
    ];

    /// <summary>The files that a run has while it goes on; the others say how it ended.</summary>
    internal static readonly string[] OfAnyMoment = [HistoryFile, ModelFile, ExperimentFile, .. CheckpointSlots.Files];

    /// <summary>A folder that does not exist yet: <c>runs/mnist</c>, or <c>runs/mnist-2</c>, and so on.</summary>
    /// <param name="name">The experiment's name; what is no letter, digit, dot or dash becomes a dash.</param>
    public static string Unused(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).Trim('.', '-');
        return Free(Path.Combine("runs", clean.Length == 0 ? "run" : clean));
    }

    /// <summary>A path at which there is nothing yet: the wished one, or the same with a number.</summary>
    /// <param name="wished">The path that would be best.</param>
    public static string Free(string wished)
    {
        for (int number = 1; ; number++)
        {
            string folder = number == 1 ? wished : $"{wished}-{number}";
            if (!Path.Exists(folder)) return folder;
        }
    }

    /// <summary>Where a file of a run folder lies now. It need not exist.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="file">One of the names above.</param>
    public static string PathOf(string folder, string file)
    {
        string ready = Path.Combine(folder, RunSwap.FinishedFolder, file);
        return File.Exists(ready) ? ready : Path.Combine(folder, file);
    }

    /// <summary>Whether a folder holds a run that was begun.</summary>
    /// <param name="folder">The folder; need not exist.</param>
    public static bool IsRun(string folder) => File.Exists(PathOf(folder, ExperimentFile));

    /// <summary>
    /// What there is to say about a run that was ended from outside, or that goes on: it itself, or the one that was to replace it. Null if
    /// the folder holds a finished run alone.
    /// </summary>
    /// <param name="folder">The run folder.</param>
    public static string? Unfinished(string folder)
    {
        if (!IsRun(folder)) return null;
        string state = RunLock.IsTaken(folder) ? "is still running" : Stopped;
        if (!File.Exists(PathOf(folder, SummaryFile)))
            return $"this run {state}: it has no {SummaryFile}, and its model is the best one that was saved so far." +
                GoesOn(folder, state);
        string later = Path.Combine(folder, UnfinishedFolder);
        return IsRun(later) ? $"a later run that was to replace this one {state}; what it has so far is in {later}." : null;
    }

    private static string GoesOn(string folder, string state) => state == Stopped ? $" glia train --resume {folder} goes on with it." : "";

    /// <summary>
    /// What to know before judging a run's model by data it was trained on: what it does on rows it has never seen stands in its summary.
    /// Null where nothing is known of that, as where the data have a test part of their own, or are others.
    /// </summary>
    /// <param name="model">The model file, or the run folder.</param>
    /// <param name="data">The file or folder it is judged by.</param>
    /// <exception cref="GliaException">The run's experiment cannot be read.</exception>
    public static string? Seen(string model, string data)
    {
        string folder = Directory.Exists(model) ? model : Path.GetDirectoryName(Path.GetFullPath(model))!;
        if (!IsRun(folder)) return null;
        Experiment experiment = Experiment.Read(PathOf(folder, ExperimentFile));
        if (experiment.Data.Split is not { IsStandard: false } split || split == ExperimentSplit.None) return null;
        string trained = Path.GetFullPath(Path.Combine(experiment.Folder ?? "", experiment.Data.Source));
        return trained == Path.GetFullPath(data)
            ? $"Most rows of {data} trained this network; how it does on rows it has not seen stands in {PathOf(folder, SummaryFile)}."
            : null;
    }

    /// <summary>Writes all files, each whole or not at all. Running its <c>experiment.json</c> gives the same weights.</summary>
    /// <param name="folder">Where to; made if it does not exist, its files of these names are replaced.</param>
    /// <param name="run">What was run.</param>
    /// <param name="summary">What came out.</param>
    /// <exception cref="GliaException">A file cannot be written.</exception>
    public static void Write(string folder, ExperimentRun run, RunSummary summary) => Write(folder, run, summary, withModels: true);

    /// <summary>
    /// Removes what an attempt to write a run left that did not get to its summary, and the folder if nothing else is in it.
    /// </summary>
    /// <param name="folder">The folder; need not exist.</param>
    public static void RemoveIncomplete(string folder)
    {
        if (!File.Exists(Path.Combine(folder, SummaryFile))) RunSwap.Remove(folder);
    }

    /// <summary>The error about a file of a run that is not as Glia writes it.</summary>
    internal static GliaException Damaged(string path, Exception error) =>
        new($"{path} cannot be read ({error.Message.TrimEnd('.')}); train again to have it written anew.", error);

    /// <summary>Writes the models that a run left: the one that was kept, and the last one where nobody knows which is better.</summary>
    internal static void WriteModels(string folder, ExperimentRun run, History history)
    {
        run.ToModel().Save(Path.Combine(folder, ModelFile));
        if (history.UnjudgedWeights is { } last)
            run.Network.With(last, () => run.ToModel().Save(Path.Combine(folder, LastModelFile)));
    }

    /// <summary>Writes the files, but for models that lie there already.</summary>
    internal static void Write(string folder, ExperimentRun run, RunSummary summary, bool withModels)
    {
        AtomicFile.WriteText(Path.Combine(folder, ExperimentFile), run.Experiment.WithAbsoluteSource().ToJson());
        AtomicFile.WriteText(Path.Combine(folder, HistoryFile), HistoryCsv.Write(summary.History.Epochs, run.HasAccuracy, run.MetricNames));
        if (withModels) WriteModels(folder, run, summary.History);
        if (summary.Details is { } details)
        {
            // What there is to look at is worth less than the run: it does not wait for the disk.
            AtomicFile.WriteText(Path.Combine(folder, DetailsFile), details.ToJson(), toDisk: false);
            if (details.Pictures is { } pictures)
                AtomicFile.Write(Path.Combine(folder, PicturesFile), stream => Npy.Write(stream, pictures), toDisk: false);
        }
        AtomicFile.WriteText(Path.Combine(folder, SummaryFile), summary.ToJson());
    }
}
