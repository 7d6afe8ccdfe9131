using Glia.Data;
using Glia.Kernels;
using Glia.Training;

namespace Glia.Experiments;

public sealed partial record Experiment
{
    /// <summary>
    /// The shape the network says its input has, as an InputLayer or Keras' <c>input_shape</c> on the first layer does;
    /// null if it says none.
    /// </summary>
    /// <exception cref="GliaException">It is no shape.</exception>
    public Shape? InputShape => Network.Count == 0 ? null : Network[0].InputShape("network[0]");

    /// <summary>The network with its first weights.</summary>
    /// <param name="data">The size of one sample of the data; the network may see the same numbers in another shape.</param>
    /// <exception cref="GliaException">The layers do not fit each other or the data; the sentence names the layer.</exception>
    public Network BuildNetwork(Shape data)
    {
        RequireLayers();
        Shape input = InputShape ?? data;
        if (input.Size != data.Size)
            throw new GliaException($"The network says its input is {input.Spoken} numbers, " +
                $"but a sample of {Data.Source} has {data.Spoken}; change the one or the other.");
        var layers = new List<Layer>();
        for (int i = 0; i < Network.Count; i++)
            if (!Network[i].IsInput) layers.Add(Network[i].Build($"network[{i}]"));
        return new Network(input, [.. layers], (ulong)Seed);
    }

    /// <summary>Checks that there is a layer: an InputLayer alone is no network.</summary>
    /// <exception cref="GliaException">There is none.</exception>
    public void RequireLayers()
    {
        if (Network.All(layer => layer.IsInput))
            throw new GliaException(
                $"The network of {Name ?? "the experiment"} has no layers; write at least the one that answers, " +
                $"for example {{\"class_name\": \"Dense\", \"units\": 1}}.");
    }

    /// <summary>The trainer of a network built by <see cref="BuildNetwork"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <param name="targetScaler">How the targets it will see were scaled; null for not at all.</param>
    public Trainer BuildTrainer(Network network, Workers? workers = null, TargetScaler? targetScaler = null) =>
        new(network, Training.BuildLoss(), Training.BuildOptimizer(), Training.BuildSchedule(), (ulong)Seed, workers)
        {
            Metrics = Training.BuildMetrics(),
            TargetScaler = targetScaler,
        };
}
