using Glia.Doctor.Tests.Rules;
using Glia.Initializers;
using Glia.Layers;
using Glia.Optimizers;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with the first weights: F40 to F43.</summary>
internal static class StartFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.ConstantWeights, "a twentieth everywhere", faulty =>
            Examined(Deep(faulty ? new Constant(0.05f) : VarianceScaling.GlorotUniform, "tanh", layers: 2))),
        new(Faults.WeightsTooLarge, "of deviation 3 on a hundred inputs", faulty =>
            Examined(Wide(faulty ? new RandomNormal(0, 3) : VarianceScaling.HeNormal))),
        new(Faults.WeightsTooSmall, "of deviation 0.01 in a deep network", faulty =>
            Examined(Deep(faulty ? new RandomNormal(0, 0.01f) : VarianceScaling.HeNormal, "relu", layers: 6))),
        new(Faults.OddBias, "an output far from the targets", faulty => Examined(Lifted(faulty ? 20 : 0))),
        new(Faults.OddBias, "hidden units that start dead", faulty =>
            Examined(Blobs(layers: [new Dense(16, "relu", biasInitializer: new Constant(faulty ? -10 : 0)), new Dense(3, "softmax")]))),
    ];

    private static ExperimentSubject Deep(Initializer start, string activation, int layers) =>
        Rings(layers: [.. Enumerable.Range(0, layers).Select(_ => new Dense(16, activation, kernelInitializer: start)),
            new Dense(1, "sigmoid")]);

    private static ExperimentSubject Wide(Initializer start) => Made.Subject(Made.Blobs(400, 4, 100, 1.0),
        [new Dense(64, "tanh", kernelInitializer: start), new Dense(64, "tanh", kernelInitializer: start),
            new Dense(4, "softmax", kernelInitializer: start)], "categorical_crossentropy", new SGD(0.05f), Options(15));

    private static ExperimentSubject Lifted(float bias) => Curve(epochs: 8,
        layers: [new Dense(32, "relu", kernelInitializer: VarianceScaling.HeNormal), new Dense(1, biasInitializer: new Constant(bias))]);
}
