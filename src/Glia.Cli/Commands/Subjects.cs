using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Images;
using Glia.Interop;
using Glia.Mnist;
using Glia.Tables;

namespace Glia.Cli.Commands;

/// <summary>Finds what the word after a command names: built-in data, a data file, an experiment file, a model, a run folder.</summary>
internal static class Subjects
{
    private const int PixelsOfDigit = 28 * 28;

    // Before the files that the library itself reads. A new kind of data is a line here.
    private static readonly DataOpener[] s_openers = [BuiltIn, FashionMnist.Open, ForeignData.Open, ImageOpener.Open, TableOpener.Open];

    /// <summary>Where experiments find their data.</summary>
    public static DataSource Sources { get; } = new(s_openers);

    /// <summary>Data that need no file.</summary>
    public static IReadOnlyList<string> DataNames { get; } = [Recipe.MnistSource, FashionMnist.Source];

    /// <summary>Experiments that need no file.</summary>
    public static IReadOnlyList<string> Names { get; } = [Recipe.MnistSource, .. NamedExperiments.Names];

    /// <summary>
    /// The experiment a word names, flags applied, and its data: one that comes with the library, a file's own, that of a run folder, or
    /// the recipe that fits the data.
    /// </summary>
    /// <param name="what">The word.</param>
    /// <param name="overrides">The flags.</param>
    /// <param name="read">Told the experiment, and the shape of a row if it is known, before its data are opened; null for nobody.</param>
    /// <exception cref="GliaException">There is no such thing, or it cannot be read.</exception>
    public static (Experiment Experiment, LoadedData Data) Experiment(string what, ExperimentOverrides overrides,
        Action<Experiment, Shape?>? read = null)
    {
        StandardInput.Refuse(what);
        if (Described(what) is { } described)
        {
            Experiment changed = Changed(overrides, described);
            read?.Invoke(changed, changed.Data.Source == Recipe.MnistSource ? new Shape(PixelsOfDigit) : null);
            return Opened(changed);
        }
        ExperimentData data = overrides.DataOf(what);
        LoadedData loaded = Sources.Open(data, folder: null);
        TargetGuess guess = overrides.GuessTask(loaded);
        Experiment experiment = Changed(overrides, Recipe.For(data with { Task = guess.Task }, loaded));
        string[] told = guess.Note is { } note ? [note] : [];
        return (experiment, Sources.WithValidation(experiment, loaded with { Notes = [.. loaded.Notes, .. told] }));
    }

    // The experiment that stands somewhere as a whole; null where the word names data.
    private static Experiment? Described(string what)
    {
        if (what == Recipe.MnistSource) return Recipe.Mnist();
        // A file or folder of that name is what somebody has made.
        if (!Path.Exists(what) && NamedExperiments.Find(what) is { } named) return named;
        if (IsRun(what)) return Glia.Experiments.Experiment.Read(RunFolder.PathOf(what, RunFolder.ExperimentFile));
        ForeignData.RefuseModel(what);
        bool isFile = Path.GetExtension(what).Equals(".json", StringComparison.OrdinalIgnoreCase);
        return isFile ? Glia.Experiments.Experiment.Read(what) : null;
    }

    /// <summary>Whether a word names a folder that a run left.</summary>
    public static bool IsRun(string what) => RunFolder.IsRun(what);

    /// <summary>Says so where a run folder holds a run that did not finish.</summary>
    /// <param name="says">Where to.</param>
    /// <param name="what">The word after the command.</param>
    public static void Remark(TextWriter says, string what)
    {
        if (RunFolder.Unfinished(what) is { } sentence) says.WriteLine($"{what}: {sentence}");
    }

    /// <summary>The model of a file of Glia or of another program, or of a run folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="says">Receives what is to be known about another program's file.</param>
    /// <param name="options">What a file of weights alone does not say; null for nothing.</param>
    /// <exception cref="GliaException">There is none, or it cannot be read.</exception>
    public static Models.Model Model(string path, TextWriter says, ForeignModelOptions? options = null) =>
        Trained(path, says, options).Model;

    /// <summary>The same, and how it was trained, as an experiment file says it; null where nothing says it.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="says">Receives what is to be known about another program's file.</param>
    /// <param name="options">What a file of weights alone does not say; null for nothing.</param>
    /// <exception cref="GliaException">There is none, or it cannot be read.</exception>
    public static (Models.Model Model, JsonObject? Training) Trained(string path, TextWriter says, ForeignModelOptions? options = null)
    {
        if (Read(path, says, options) is { } foreign) return (foreign.Model, foreign.Training);
        if (!Directory.Exists(path)) return (Models.Model.Load(path), TrainingOf(Path.GetDirectoryName(Path.GetFullPath(path))!));
        string file = RunFolder.PathOf(path, RunFolder.ModelFile);
        if (File.Exists(file)) return (Models.Model.Load(file), TrainingOf(path));
        throw new GliaException(
            $"{path} holds no model: it is no run folder, or its run ended before the first step; name another or train it.");
    }

    private static JsonObject? TrainingOf(string folder) => !IsRun(folder) ? null
        : Glia.Experiments.Experiment.Read(RunFolder.PathOf(folder, RunFolder.ExperimentFile)).Training.ToJson();

    /// <summary>The model of another program's file; null where it is none of those.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="says">Receives what is to be known about it.</param>
    /// <param name="options">What a file of weights alone does not say; null for nothing.</param>
    /// <exception cref="GliaException">It is of a known kind and cannot be read.</exception>
    public static Models.Model? Foreign(string path, TextWriter says, ForeignModelOptions? options = null) =>
        Read(path, says, options)?.Model;

    private static ForeignModel? Read(string path, TextWriter says, ForeignModelOptions? options)
    {
        if (IsRun(path) || ForeignModels.Open(path, options) is not { } foreign) return null;
        says.WriteLine($"note      {path} is read as {foreign.Format}");
        foreach (string note in foreign.Notes) says.WriteLine($"note      {note}");
        return foreign;
    }

    /// <summary>The network of a model file, a run folder, or an experiment file.</summary>
    /// <param name="what">The word after the command.</param>
    /// <param name="says">Receives what is to be known about another program's file.</param>
    /// <exception cref="GliaException">There is none, or it cannot be read.</exception>
    public static Network Network(string what, TextWriter says)
    {
        if (!Path.Exists(what) && NamedExperiments.Find(what) is { InputShape: { } shape } named) return named.BuildNetwork(shape);
        bool described = Path.GetExtension(what).Equals(".json", StringComparison.OrdinalIgnoreCase);
        if (!described || ForeignModels.IsModel(what)) return Model(what, says).Network;
        Experiment experiment = Glia.Experiments.Experiment.Read(what);
        // The size of the input is the data's; only where the network says it itself need they not be opened.
        return experiment.BuildNetwork(experiment.InputShape ?? Opened(experiment).Item2.Inputs.Shape);
    }

    /// <summary>Data to judge a finished network by: the test part that the source comes with, or all its rows.</summary>
    /// <exception cref="GliaException">There are none, they cannot be read, or they do not fit the model.</exception>
    public static LoadedData Judging(Models.Model model, string what, string? targets, bool needsTargets = true) =>
        Sources.OpenFor(model, what, targets is null ? null : NameList.Split(targets), needsTargets);

    // What the flags made of an experiment is what its run folder will say: what no file may say is refused before anything is run.
    private static Experiment Changed(ExperimentOverrides overrides, Experiment experiment)
    {
        Experiment changed = overrides.Apply(experiment);
        _ = Glia.Experiments.Experiment.Parse("the experiment with these flags", changed.ToJson());
        return changed;
    }

    private static (Experiment, LoadedData) Opened(Experiment experiment) => (experiment, Sources.Open(experiment));

    // Raw pixels: scaling them is the experiment's business.
    private static LoadedData? BuiltIn(DataRequest request)
    {
        if (request.Data.Source != Recipe.MnistSource) return null;
        MnistData digits = MnistData.Load(factor: 1);
        LoadedData images = LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!);
        return images with { StandardTestRows = MnistData.TestRows };
    }
}
