using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Traces;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary>What <c>glia doctor</c> was pointed at, and the examination that fits it.</summary>
/// <param name="What">The word after the command.</param>
/// <param name="Data">The data to judge a model by; null if none were named.</param>
/// <param name="Targets">The column or array with the right answers; null to find it.</param>
internal sealed record DoctorSubject(string What, string? Data, string? Targets)
{
    /// <summary>Examines it.</summary>
    /// <param name="tier">The most expensive tier to use.</param>
    /// <param name="mend">Whether what would mend it is wanted too.</param>
    /// <exception cref="GliaException">There is no such thing, it cannot be read, or model and data do not fit.</exception>
    public ExaminationResult Examine(Tier tier, bool mend)
    {
        StandardInput.Refuse(What);
        if (What == Recipe.MnistSource || Is(".json")) return Experiment(tier);
        if (Is(".safetensors")) return Model(What, Path.GetDirectoryName(What) ?? "", tier, mend);
        string model = RunFolder.PathOf(What, RunFolder.ModelFile);
        if (File.Exists(model)) return Model(model, What, tier, mend);
        if (Subjects.IsRun(What)) return Run(What, tier);
        if (Data is not null)
            throw new GliaException($"DATA goes with a model file or a run folder, and {What} is neither; give one of the two alone.");
        if (File.Exists(RunFolder.PathOf(What, RunFolder.HistoryFile)) || File.Exists(RunFolder.PathOf(What, RunFolder.SummaryFile)))
            throw new GliaException($"The run folder {What} has no {RunFolder.ExperimentFile}, so nobody knows what was run; " +
                "give the experiment itself.");
        return Is(".npz") && File.Exists(What) ? Arrays(Npz.Read(What)) : DataAlone();
    }

    // With data the model is judged by them; without, the run that left it is examined, where its experiment lies beside it.
    private ExaminationResult Model(string file, string folder, Tier tier, bool mend)
    {
        if (Data is null && Subjects.IsRun(folder)) return Run(folder, tier);
        Files.Model model = Subjects.Model(file);
        if (Data is null)
            throw new GliaException($"{What} is a model and no {RunFolder.ExperimentFile} lies beside it; say on which data to judge it: " +
                $"glia doctor {What} DATA.");
        LoadedData judging = Subjects.Judging(model, Data, Targets);
        var result = new ExaminationResult(ModelExaminer.Examine(What, model, judging), null, []);
        // What can be mended is the experiment that made it.
        return mend && Subjects.IsRun(folder) ? Run(folder, tier) with { Diagnosis = result.Diagnosis } : result;
    }

    private ExaminationResult Run(string folder, Tier tier)
    {
        Experiment experiment = Glia.Experiments.Experiment.Read(RunFolder.PathOf(folder, RunFolder.ExperimentFile));
        return RunFolderExaminer.Examine(folder, ExperimentSubject.Of(experiment, Subjects.Sources) with { Name = What }, tier);
    }

    private ExaminationResult Experiment(Tier tier)
    {
        if (Data is not null)
            throw new GliaException($"DATA goes with a model file or a run folder; {What} says itself what its data are.");
        Experiment experiment = What == Recipe.MnistSource ? Recipe.Mnist() : Glia.Experiments.Experiment.Read(What);
        if (Targets is not null) experiment = experiment with { Data = experiment.Data with { Targets = NameList.Split(Targets) } };
        return Examiner.Examine(ExperimentSubject.Of(experiment, Subjects.Sources) with { Name = Path.GetFileName(What) }, tier);
    }

    private ExaminationResult Arrays(IReadOnlyDictionary<string, NdArray> arrays)
    {
        if (TraceReader.LooksLikeTrace(arrays)) return new ExaminationResult(TraceDoctor.Examine(TraceReader.Read(arrays, What)), null, []);
        try
        {
            return DataAlone();
        }
        catch (GliaException) when (Targets is null && !arrays.Keys.Any(name => name.StartsWith("x", StringComparison.OrdinalIgnoreCase)))
        {
            throw new GliaException($"{What} is neither data (arrays x and y, or x_train, y_train, x_test, y_test) nor a trace (x, y, " +
                $"w1, w2, …): it has {(arrays.Count == 0 ? "no arrays" : string.Join(", ", arrays.Keys.Take(12)))}.");
        }
    }

    private ExaminationResult DataAlone() => new(DataExaminer.Examine(Path.GetFileName(Path.TrimEndingDirectorySeparator(What)),
        Subjects.Sources.Open(new ExperimentData { Source = What, Targets = Targets is null ? null : NameList.Split(Targets) },
        folder: null)), null, []);

    private bool Is(string extension) => Path.GetExtension(What).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
