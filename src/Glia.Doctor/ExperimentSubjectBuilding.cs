using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor;

public sealed partial record ExperimentSubject
{
    /// <summary>The subject of an experiment file.</summary>
    /// <param name="experiment">What it says.</param>
    /// <param name="source">Where its data come from.</param>
    /// <exception cref="GliaException">
    /// The data cannot be read at all, or there is no layer. That they contradict themselves or the network is no error here but
    /// <see cref="BuildFailure"/>.
    /// </exception>
    public static ExperimentSubject Of(Experiment experiment, DataSource source)
    {
        experiment.RequireLayers();
        try
        {
            return Of(experiment, source.Open(experiment));
        }
        catch (GliaException error) when (error.UnequalRows)
        {
            return Empty(experiment) with { BuildFailure = error };
        }
    }

    /// <summary>
    /// The subject of an experiment whose data are loaded. What does not fit together is kept as its <see cref="BuildFailure"/>.
    /// </summary>
    /// <param name="experiment">What was to be trained, and how.</param>
    /// <param name="loaded">Its data, as they were read; null to read what the experiment names.</param>
    /// <exception cref="GliaException">The network has no layers, or no row can train in any form: there is nothing to examine.</exception>
    public static ExperimentSubject Of(Experiment experiment, LoadedData loaded)
    {
        experiment.RequireLayers();
        ExperimentSubject subject = Empty(experiment) with { Raw = loaded };
        GliaException? failure = null;
        Network? network = Try(() => experiment.BuildNetwork(loaded.Inputs.Shape));
        Shape output = network?.OutputShape ?? new Architecture(subject.Layers).Output?.Units ?? 1;
        // Where the targets cannot be encoded or the inputs cannot be scaled as asked, both as they are can still be looked at.
        ExperimentData asked = experiment.Data, unencoded = asked with { Task = "auto", TargetEncoding = "none", TargetScale = "none" };
        PreparedData? data = Prepared(asked) ?? Prepared(unencoded)
            ?? Prepared(asked with { Scale = "none" }) ?? Prepared(unencoded with { Scale = "none" });
        if (data is null && network is not null) throw failure!;
        if (data is not null && network is not null) Try(() => Checked(subject.Loss, data.Training, network));
        return StepClasses.AsColumns(subject with
        {
            Network = network,
            // The network's own layers have their names, dense_1 and so on, which every finding gives as its place.
            Layers = network?.Layers ?? subject.Layers,
            Train = data?.Training,
            BuildFailure = failure,
            Options = subject.Options with { Validation = data?.Validation, Test = data?.Test, ClassWeight = data?.ClassWeight },
        });

        PreparedData? Prepared(ExperimentData form) => Try(() => PreparedData.Prepare(experiment with { Data = form }, loaded, output));

        T? Try<T>(Func<T> make) where T : class
        {
            try
            {
                return make();
            }
            catch (GliaException error)
            {
                failure ??= error;
                return null;
            }
        }
    }

    /// <summary>A subject from objects. If they do not fit together that is kept as its <see cref="BuildFailure"/>.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="layers">The layers, not yet part of a network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="train">The training part.</param>
    /// <param name="options">The settings of the run, with the other parts.</param>
    /// <param name="seed">Where random numbers come from.</param>
    public static ExperimentSubject Of(string name, IReadOnlyList<Layer> layers, Loss loss, Optimizer optimizer, Dataset train,
        FitOptions? options = null, ulong seed = 1)
    {
        Network? network = null;
        GliaException? failure = null;
        try
        {
            network = new Network(train.Inputs.Shape, layers.ToArray(), seed);
            Checked(loss, train, network);
        }
        catch (GliaException error)
        {
            failure = error;
        }
        return StepClasses.AsColumns(new ExperimentSubject
        {
            Name = name,
            Layers = layers,
            Loss = loss,
            Optimizer = optimizer,
            Train = train,
            Network = network,
            BuildFailure = failure,
            Options = options ?? new FitOptions(),
            Seed = seed,
        });
    }

    /// <summary>A subject from a network as it is.</summary>
    /// <param name="name">What to call it in the report.</param>
    /// <param name="network">The network, as it starts.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="train">The rows it learns from.</param>
    /// <param name="options">How it is trained.</param>
    public static ExperimentSubject Of(string name, Network network, Loss loss, Optimizer optimizer, Dataset train,
        FitOptions? options = null)
    {
        GliaException? failure = null;
        try
        {
            Checked(loss, train, network);
        }
        catch (GliaException error)
        {
            failure = error;
        }
        return StepClasses.AsColumns(new ExperimentSubject
        {
            Name = name,
            Layers = network.Layers,
            Loss = loss,
            Optimizer = optimizer,
            Train = train,
            Network = network,
            BuildFailure = failure,
            Options = options ?? new FitOptions(),
        });
    }

    private static ExperimentSubject Empty(Experiment experiment) => new()
    {
        Name = experiment.Name ?? experiment.Data.Source,
        Experiment = experiment,
        Layers = [.. experiment.Network.Where(layer => !layer.IsInput).Select((layer, i) => layer.Build($"network[{i}]"))
            .SelectMany(layer => layer is Container container ? container.Leaves : [layer])],
        Loss = experiment.Training.BuildLoss(),
        Optimizer = experiment.Training.BuildOptimizer(),
        Schedule = experiment.Training.BuildSchedule(),
        Options = experiment.Training.FitOptions(),
        Seed = (ulong)experiment.Seed,
        PositionalSplit = experiment.Training.ValidationSplit > 0 || experiment.Data.Split is { Shuffle: false, IsStandard: false },
    };

    private static Network Checked(Loss loss, Dataset train, Network network)
    {
        if (train.Inputs.Shape.Size != network.InputShape.Size)
        {
            throw new GliaException($"The network takes {network.InputShape.Size} numbers a sample " +
                $"but the data have {train.Inputs.Shape.Size}.");
        }
        loss.Check(train.Targets, network.OutputShape);
        network.Adapt(train, again: false);
        return network;
    }
}
