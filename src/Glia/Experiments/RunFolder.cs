using Glia.Files;

namespace Glia.Experiments;

/// <summary>What a run leaves behind: <c>experiment.json</c>, <c>history.csv</c>, <c>model.safetensors</c> and <c>summary.json</c>.</summary>
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

    /// <summary>A folder that does not exist yet: <c>runs/mnist</c>, or <c>runs/mnist-2</c>, and so on.</summary>
    /// <param name="name">The experiment's name; what is no letter, digit, dot or dash becomes a dash.</param>
    public static string Unused(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).Trim('.', '-');
        string first = Path.Combine("runs", clean.Length == 0 ? "run" : clean);
        for (int number = 1; ; number++)
        {
            string folder = number == 1 ? first : $"{first}-{number}";
            if (!Path.Exists(folder)) return folder;
        }
    }

    /// <summary>Finds out before hours of training whether a run folder can be written there. Leaves nothing behind.</summary>
    /// <param name="folder">Where to; need not exist yet.</param>
    /// <exception cref="GliaException">It is a file, or nothing can be written there.</exception>
    public static void Try(string folder)
    {
        string place = Path.GetFullPath(folder);
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } above) place = above;
        if (File.Exists(place)) throw new GliaException($"{folder} cannot be a run folder: {Path.GetFileName(place)} is a file; choose another place.");
        try
        {
            using var probe = new FileStream(Path.Combine(place, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{folder} cannot be written (nothing can be made in {place}); choose another place or free it.", e);
        }
    }

    /// <summary>Writes all four files, each whole or not at all. Running its <c>experiment.json</c> gives the same weights.</summary>
    /// <param name="folder">Where to; made if it does not exist, its files of these names are replaced.</param>
    /// <param name="run">What was run.</param>
    /// <param name="summary">What came out.</param>
    /// <exception cref="GliaException">A file cannot be written.</exception>
    public static void Write(string folder, ExperimentRun run, RunSummary summary)
    {
        AtomicFile.WriteText(Path.Combine(folder, ExperimentFile), run.Experiment.WithAbsoluteSource().ToJson());
        AtomicFile.WriteText(Path.Combine(folder, HistoryFile), HistoryCsv.Write(summary.History.Epochs, summary.ClassNames is not null));
        run.ToModel().Save(Path.Combine(folder, ModelFile));
        AtomicFile.WriteText(Path.Combine(folder, SummaryFile), summary.ToJson());
    }
}
