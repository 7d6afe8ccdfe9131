using Glia.Data;
using Glia.Doctor.Traces;
using Glia.Experiments;
using Glia.Files;
using Glia.Models;

namespace Glia.Doctor;

/// <summary>What a path or a name stands for, and the examination that fits it.</summary>
/// <param name="What">The path or name.</param>
/// <param name="Options">How far to go, and where data come from.</param>
internal sealed record NamedSubject(string What, ExaminationOptions Options)
{
    /// <summary>Examines it.</summary>
    /// <exception cref="GliaException">There is no such thing, it cannot be read, or model and data do not fit.</exception>
    public ExaminationResult Examine()
    {
        if (What != Recipe.MnistSource && Options.OpenModel?.Invoke(What) is { } foreign) return OfForeign(foreign);
        if (What == Recipe.MnistSource || Is(".json")) return OfExperiment();
        if (Is(".safetensors")) return OfModel(What, Path.GetDirectoryName(What) ?? "");
        string model = RunFolder.PathOf(What, RunFolder.ModelFile);
        if (File.Exists(model)) return OfModel(model, What);
        if (RunFolder.IsRun(What)) return OfRun(What);
        if (Options.Data is not null)
            throw new GliaException($"DATA goes with a model file or a run folder, and {What} is neither; give one of the two alone.");
        if (File.Exists(RunFolder.PathOf(What, RunFolder.HistoryFile)) || File.Exists(RunFolder.PathOf(What, RunFolder.SummaryFile)))
            throw new GliaException($"The run folder {What} has no {RunFolder.ExperimentFile}, so nobody knows what was run; " +
                "give the experiment itself.");
        return Is(".npz") && File.Exists(What) ? OfArrays(Npz.Read(What)) : OfData();
    }

    // With data the model is judged by them; without, the run that left it is examined, where its experiment lies beside it.
    private ExaminationResult OfModel(string file, string folder)
    {
        bool made = RunFolder.IsRun(folder);
        if (Options.Data is null && made) return OfRun(folder);
        Model model = Model.Load(file);
        if (Options.Data is not { } data)
            throw new GliaException($"{What} is a model and no {RunFolder.ExperimentFile} lies beside it; say on which data to judge it: " +
                $"glia doctor {What} DATA.");
        var result = new ExaminationResult(ModelExaminer.Examine(What, model, Options.Sources.OpenFor(model, data, Options.Targets)));
        // What can be mended is the experiment that made it.
        return made ? result with { Experiment = ExperimentOf(folder), Origin = () => OfRun(folder) } : result;
    }

    // What was compiled makes an experiment of it; a model that says no loss is judged by its weights.
    private ExaminationResult OfForeign(OpenedModel foreign)
    {
        if (Options.Data is not { } data)
            throw new GliaException($"{What} is a model of another program; say on which data to judge it: glia doctor {What} DATA.");
        if (foreign.Training is { } training && training["loss"] is not null)
            return ForeignModelExaminer.Examine(What, foreign.Model, training, data, Options);
        return new ExaminationResult(ModelExaminer.Examine(
            What, foreign.Model, Options.Sources.OpenFor(foreign.Model, data, Options.Targets)));
    }

    private ExaminationResult OfRun(string folder)
    {
        ExperimentSubject subject = ExperimentSubject.Of(ExperimentOf(folder), Options.Sources) with { Name = What };
        return RunFolderExaminer.Examine(folder, subject, Options) with
        {
            ExperimentFile = RunFolder.PathOf(folder, RunFolder.ExperimentFile),
        };
    }

    private static Experiment ExperimentOf(string folder) => Experiment.Read(RunFolder.PathOf(folder, RunFolder.ExperimentFile));

    private ExaminationResult OfExperiment()
    {
        if (Options.Data is not null)
            throw new GliaException($"DATA goes with a model file or a run folder; {What} says itself what its data are.");
        bool isFile = What != Recipe.MnistSource;
        Experiment experiment = isFile ? Experiment.Read(What) : Recipe.Mnist();
        if (Options.Targets is { } targets) experiment = experiment with { Data = experiment.Data with { Targets = targets } };
        ExperimentSubject subject = ExperimentSubject.Of(experiment, Options.Sources) with { Name = Path.GetFileName(What) };
        return Doctor.Examine(subject, Options) with { ExperimentFile = isFile ? What : null };
    }

    private ExaminationResult OfArrays(IReadOnlyDictionary<string, NdArray> arrays)
    {
        if (TraceReader.LooksLikeTrace(arrays)) return new ExaminationResult(TraceDoctor.Examine(TraceReader.Read(arrays, What)));
        try
        {
            return OfData();
        }
        catch (GliaException) when (Options.Targets is null
            && !arrays.Keys.Any(name => name.StartsWith("x", StringComparison.OrdinalIgnoreCase)))
        {
            throw new GliaException($"{What} is neither data (arrays x and y, or x_train, y_train, x_test, y_test) nor a trace (x, y, " +
                $"w1, w2, …): it has {(arrays.Count == 0 ? "no arrays" : string.Join(", ", arrays.Keys.Take(12)))}.");
        }
    }

    private ExaminationResult OfData()
    {
        LoadedData data = Options.Sources.Open(new ExperimentData { Source = What, Targets = Options.Targets }, folder: null);
        return new ExaminationResult(DataExaminer.Examine(Path.GetFileName(Path.TrimEndingDirectorySeparator(What)), data));
    }

    private bool Is(string extension) => Path.GetExtension(What).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
