using Glia.Doctor.Tests.Rules;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with how the weights follow the gradient, and for how long: F65 to F74.</summary>
internal static class OptimizerFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.LearningRateTooHigh, "SGD at 50", faulty => Examined(Rings(new SGD(faulty ? 50 : 0.3f), epochs: 40))),
        new(Faults.LearningRateTooHigh, "Adam at 1", faulty => Examined(Rings(new Adam(faulty ? 1 : 0.01f), epochs: 15))),
        new(Faults.LearningRateTooHigh, "a loss that diverges", faulty => Examined(Curve(new SGD(faulty ? 3 : 0.05f)))),
        new(Faults.LearningRateTooHigh, "a step that kills every unit", faulty => Examined(Marks(new Adam(faulty ? 0.1f : 0.001f)))),
        new(Faults.LearningRateTooLow, "Adam at 1e-7", faulty => Examined(Rings(new Adam(faulty ? 1e-7f : 3e-3f), epochs: 40))),
        new(Faults.LearningRateTooLow, "SGD at 1e-6", faulty => Examined(Blobs(new SGD(faulty ? 1e-6f : 0.1f)))),
        new(Faults.LearningRateTooLow, "targets in the tens, which are not to blame", faulty =>
            Examined(Curve(new Adam(faulty ? 1e-6f : 0.02f), factor: 15, offset: 60, epochs: 80))),
        new(Faults.LearningRateTooLow, "crawling from a lucky start", faulty => Examined(Blobs(new Adam(faulty ? 3e-6f : 3e-3f)))),
        new(Faults.UnsuitedOptimizer, "SGD on rare marks beside frequent ones", faulty =>
            Examined(Marks(faulty ? new SGD(0.003f) : new Adam(0.001f)))),
        new(Faults.OptimizerSettings, "decay that ends the steps", faulty => Examined(Ten(new SGD(0.1f) { Decay = faulty ? 1 : 1e-4f }))),
        new(Faults.OptimizerSettings, "a schedule that ends the steps", faulty =>
            Examined(Ten(schedule: new ExponentialDecay(0.8, faulty ? 1 : null)))),
        new(Faults.OptimizerSettings, "an epsilon above the gradients", faulty =>
            Examined(Rings(new Adam(0.003f, epsilon: faulty ? 1 : 1e-4f), epochs: 40))),
        new(Faults.OptimizerSettings, "momentum that never forgets", faulty => Examined(Ten(new SGD(0.1f, faulty ? 0.999f : 0.9f)))),
        new(Faults.ClipTooLow, "gradients clipped to nothing", faulty => Examined(Blobs(new SGD(0.1f) { ClipNorm = faulty ? 1e-5f : 5 }))),
        new(Faults.LaggingAverages, "averages of the whole run", faulty => Examined(Averaged(faulty ? 0.999 : 0.5))),
        new(Faults.ParameterNeverUpdated, "trace, the first layer", faulty => Recorded(faulty, "first-layer-frozen")),
        new(Faults.ParameterNeverUpdated, "trace, the biases", faulty => Recorded(faulty, "biases-frozen")),
        new(Faults.UnsuitableBatchSize, "the whole set", faulty => Examined(Clouds(faulty ? 600 : 32))),
        new(Faults.StoppedTooEarly, "one epoch", faulty => Examined(Ten(new Adam(0.003f), epochs: faulty ? 1 : 10))),
        new(Faults.StoppedTooEarly, "two epochs of few rows", faulty => Examined(Curve(new SGD(0.03f), epochs: faulty ? 2 : 200))),
        new(Faults.StoppedTooEarly, "no patience", faulty => Examined(Impatient(faulty ? 0 : 8, faulty ? 0.1 : 0))),
        new(Faults.NoValidation, "every row is trained on", faulty => Examined(Blobs(test: faulty ? null : Made.Blobs(200, seed: 2)))),
    ];

    private static ExperimentSubject Clouds(int batch) =>
        Blobs(data: Made.Blobs(classes: 6, spread: 0.3), units: 6, epochs: 5, batch: batch);

    private static ExperimentSubject Marks(Optimizer optimizer) =>
        Made.Subject(Rows.Marks(), Made.Dense([16], "relu", 1, "linear"), "mean_squared_error", optimizer, Options(20));

    private static ExperimentSubject Averaged(double momentum)
    {
        ExperimentSubject ten = Ten(new Adam(0.003f), epochs: 3);
        return ten with { Options = ten.Options with { EmaMomentum = momentum } };
    }

    private static ExperimentSubject Impatient(int patience, double least)
    {
        ExperimentSubject rings = Rings(new Adam(0.002f), epochs: 100);
        return rings with { Options = rings.Options with { EarlyStopping = new EarlyStopping(patience, least) } };
    }
}
