using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Report.Reading;

namespace Glia.Report;

/// <summary>A run as its folder has it: what a report is made of.</summary>
public sealed class RecordedRun
{
    private RecordedRun(string folder, Experiment experiment, string text, HistoryTable history, RunResult? result, RunDetails? details) =>
        (Folder, Experiment, ExperimentText, History, Result, Details) = (folder, experiment, text, history, result, details);

    /// <summary>The run folder, as it was named.</summary>
    public string Folder { get; }

    /// <summary>What was run.</summary>
    internal Experiment Experiment { get; }

    /// <summary>The same as its file has it.</summary>
    internal string ExperimentText { get; }

    /// <summary>Its epochs.</summary>
    internal HistoryTable History { get; }

    /// <summary>What came out; null for a run that did not finish.</summary>
    internal RunResult? Result { get; }

    /// <summary>What there is to look at besides; null where it was not recorded.</summary>
    internal RunDetails? Details { get; }

    /// <summary>The model it left; null where it cannot be read.</summary>
    internal Models.Model? Model { get; private init; }

    /// <summary>What there is to say where the run did not finish; null where it did.</summary>
    internal string? Unfinished => RunFolder.Unfinished(Folder);

    /// <summary>Steps of an epoch; 0 if unknown.</summary>
    internal double StepsPerEpoch => Result is { } result && History.Epochs > 0 ? result["steps"] / History.Epochs : 0;

    /// <summary>Reads a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="whole">Whether what there is to look at in it and its weights are wanted: among many runs they are not.</param>
    /// <exception cref="GliaException">It holds no run, or a file of it cannot be read.</exception>
    public static RecordedRun Read(string folder, bool whole = true)
    {
        if (!RunFolder.IsRun(folder))
            throw new GliaException($"{folder} is no run folder: it has no {RunFolder.ExperimentFile}; " +
                "name a folder that glia train left.");
        string experiment = RunFolder.PathOf(folder, RunFolder.ExperimentFile), summary = RunFolder.PathOf(folder, RunFolder.SummaryFile),
            details = RunFolder.PathOf(folder, RunFolder.DetailsFile), model = RunFolder.PathOf(folder, RunFolder.ModelFile);
        return new RecordedRun(folder, Experiment.Read(experiment), File.ReadAllText(experiment),
            HistoryTable.Read(RunFolder.PathOf(folder, RunFolder.HistoryFile)),
            File.Exists(summary) ? RunResult.Read(summary) : null,
            whole && File.Exists(details) ? RunDetails.Read(details, RunFolder.PathOf(folder, RunFolder.PicturesFile)) : null)
        {
            Model = whole && File.Exists(model) ? Models.Model.Load(model) : null,
        };
    }
}
