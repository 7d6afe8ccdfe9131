using Glia.Experiments;

namespace Glia.Doctor;

/// <summary>Makes subjects of experiment files.</summary>
public static class ExperimentSubjects
{
    /// <summary>The subject an experiment and its data make. Where they contradict each other, that is kept as the subject's failure.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="loaded">Its data as the source holds them.</param>
    public static ExperimentSubject Of(string name, Experiment experiment, LoadedData loaded)
    {
        Layer[] layers = [.. experiment.Network.Where(layer => !layer.IsInput).Select((layer, i) => layer.Build($"network[{i}]"))];
        Network? network = null;
        PreparedData? data = null;
        GliaException? failure = null;
        try
        {
            network = experiment.BuildNetwork(loaded.Inputs.Shape);
        }
        catch (GliaException error)
        {
            failure = error;
        }
        try
        {
            data = PreparedData.Prepare(experiment, loaded, network?.OutputShape.Size ?? (layers.OfType<Layers.Dense>().LastOrDefault()?.Units ?? 1));
            if (network is not null) experiment.Training.BuildLoss().Check(data.Training.Targets, network.OutputShape);
        }
        catch (GliaException error)
        {
            failure ??= error;
        }
        return new ExperimentSubject
        {
            Name = name,
            Layers = network?.Layers ?? layers,
            Loss = experiment.Training.BuildLoss(),
            Optimizer = experiment.Training.BuildOptimizer(),
            Schedule = experiment.Training.BuildSchedule(),
            Options = experiment.Training.FitOptions() with { Validation = data?.Validation, Test = data?.Test },
            Seed = (ulong)experiment.Seed,
            Train = data?.Training,
            Network = network,
            BuildFailure = failure,
            Experiment = experiment,
            PositionalSplit = experiment.Data.Split is { IsStandard: false, Shuffle: false } || experiment.Training.ValidationSplit > 0,
        };
    }
}
