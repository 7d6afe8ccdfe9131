using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Probes;
using Glia.Initializers;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Doctor.Tests.Trials;

/// <summary>Experiments with one fault that only a short run shows to do harm, each beside its healthy twin. All small and drawn from a seed.</summary>
internal static class Patients
{
    /// <summary>Name, the faults any of which may come first, the sick experiment and the healthy one.</summary>
    public static IReadOnlyList<(string Name, Fault[] Expected, Func<ExperimentSubject> Sick, Func<ExperimentSubject> Healthy)> All { get; } =
    [
        ("learning rate too low", [Faults.LearningRateTooLow], () => Rings(new Adam(1e-7f)), () => Rings(new Adam(3e-3f))),
        ("learning rate too low for SGD", [Faults.LearningRateTooLow], () => Blobs(new SGD(1e-6f)), () => Blobs(new SGD(0.1f))),
        ("learning rate too high", [Faults.LearningRateTooHigh], () => Rings(new SGD(50f)), () => Rings(new SGD(0.3f))),
        ("learning rate that diverges", [Faults.LearningRateTooHigh], () => Curve(new SGD(3f)), () => Curve(new SGD(0.05f))),
        ("weights of standard deviation 1 on many inputs", [Faults.WeightsTooLarge], () => Wide(new RandomNormal(0, 3f)), () => Wide(VarianceScaling.HeNormal)),
        ("weights too small in a deep network", [Faults.WeightsTooSmall], () => Deep("relu", new RandomNormal(0, 0.01f)), () => Deep("relu", VarianceScaling.HeNormal, layers: 4)),
        ("constant weights", [Faults.ConstantWeights], () => Deep("tanh", new Initializers.Constant(0.05f), layers: 2), () => Deep("tanh", VarianceScaling.GlorotUniform, layers: 2)),
        ("deep sigmoid stack", [Faults.SaturatingStack], () => Deep("sigmoid", VarianceScaling.GlorotUniform, layers: 8), () => Deep("sigmoid", VarianceScaling.GlorotUniform, layers: 1, epochs: 100)),
        ("no activation between the layers", [Faults.NoHiddenNonlinearity], () => Deep("linear", VarianceScaling.GlorotUniform, layers: 2), () => BlobsWith("linear")),
        ("softmax in hidden layers", [Faults.SoftmaxInHiddenLayer], () => Deep("softmax", VarianceScaling.GlorotUniform, layers: 5, epochs: 15), () => Deep("relu", VarianceScaling.HeNormal, layers: 3)),
        ("inputs a thousand times too large", [Faults.InputsNotScaled], () => Rings(new SGD(0.1f), 1000), () => Rings(new SGD(0.3f))),
        ("targets unscaled", [Faults.TargetsNotScaled, Faults.LearningRateTooHigh], () => Curve(new SGD(0.05f), 1000), () => Curve(new SGD(0.05f))),
        ("relu on the output of a classifier", [Faults.ReluOnOutput], () => Output("relu", "categorical_crossentropy", 1e-2f), () => Output("softmax", "categorical_crossentropy", 1e-2f)),
        ("softmax over one unit", [Faults.SoftmaxOverOneUnit], () => RingsWith("softmax"), () => RingsWith("sigmoid")),
        ("loss summed over a large batch", [Faults.WrongReduction], () => Summed(Reduction.Sum), () => Summed(Reduction.Mean)),
        ("penalty outweighs the data", [Faults.OverRegularised], () => Penalty(1f), () => Penalty(1e-5f)),
        ("dropout of nearly everything", [Faults.MisplacedDropout], () => Dropped(0.97f), () => Dropped(0.2f)),
        ("frozen hidden layer that is too narrow to be of use", [Faults.FrozenLayer, Faults.NarrowBottleneck], () => Frozen(true), () => Frozen(false)),
        ("gradients clipped to nothing", [Faults.ClipTooLow], () => Clipped(1e-5f), () => Clipped(5f)),
        ("whole set as one batch", [Faults.UnsuitableBatchSize, Faults.StoppedTooEarly], () => Batch(600, 5), () => Batch(32, 5)),
        ("one unit wide", [Faults.NarrowBottleneck], () => Narrow(1), () => Narrow(16)),
        ("binary loss for ten classes", [Faults.BinaryLossForClasses], () => Ten("binary_crossentropy", 0.1f), () => Ten("categorical_crossentropy", 0.1f)),
        ("squared error for ten classes", [Faults.RegressionLossForClasses], () => Ten("mean_squared_error", 0.1f), () => Ten("mean_squared_error", 0.03f, adam: true)),
        ("sigmoid outputs for ten classes", [Faults.SigmoidWithCategorical], () => Ten("categorical_crossentropy", 0.02f, "sigmoid"), () => Ten("categorical_crossentropy", 0.3f, "sigmoid")),
        ("inputs too large for Adam to cope", [Faults.InputsNotScaled], () => Rings(new Adam(0.01f), 300, 10), () => Rings(new Adam(0.01f), 1, 10)),
        ("absolute error on the four points of XOR", [Faults.RegressionLossForClasses, Faults.LearningRateTooLow, Faults.StoppedTooEarly], () => Points(new SGD(0.05f), "mean_absolute_error"), () => Points(new Adam(0.05f), "binary_crossentropy")),
        ("one tanh unit", [Faults.WrongCapacity], () => Tanh(1), () => Tanh(16)),
        ("a class so rare that it is not found", [Faults.ClassImbalance], () => Rare(8), () => Rare(150)),
        ("decay that ends the steps", [Faults.OptimizerSettings], () => Ten("categorical_crossentropy", new SGD(0.1f) { Decay = 1 }), () => Ten("categorical_crossentropy", new SGD(0.1f) { Decay = 1e-4f })),
        ("schedule that ends the steps", [Faults.OptimizerSettings], () => Ten("categorical_crossentropy", new SGD(0.1f), new ExponentialDecay(0.8, 1)), () => Ten("categorical_crossentropy", new SGD(0.1f), new ExponentialDecay(0.8))),
        ("epsilon far above the gradients", [Faults.OptimizerSettings], () => Rings(new Adam(0.003f, epsilon: 1)), () => Rings(new Adam(0.003f, epsilon: 1e-4f))),
        ("momentum that never forgets", [Faults.OptimizerSettings, Faults.LearningRateTooHigh], () => Ten("categorical_crossentropy", new SGD(0.1f, 0.999f)), () => Ten("categorical_crossentropy", new SGD(0.02f, 0.95f))),
        ("rate too high for Adam", [Faults.LearningRateTooHigh], () => Rings(new Adam(1f), epochs: 15), () => Rings(new Adam(0.01f), epochs: 15)),
        ("a single epoch", [Faults.StoppedTooEarly], () => Ten("categorical_crossentropy", new Adam(0.003f), epochs: 1), () => Ten("categorical_crossentropy", new Adam(0.003f), epochs: 10)),
        ("two epochs of SGD on few rows", [Faults.StoppedTooEarly, Faults.LearningRateTooLow], () => Few(2), () => Few(200)),
        ("early stopping without patience", [Faults.StoppedTooEarly], () => Impatient(0, 0.1), () => Impatient(8, 0)),
        ("crawling from a lucky start", [Faults.LearningRateTooLow], () => Blobs(new Adam(3e-6f)), () => Blobs(new Adam(3e-3f))),
        ("output bias far from the targets", [Faults.OddBias], () => Lifted(20), () => Lifted(0.5f)),
        ("penalty that leaves little", [Faults.OverRegularised], () => PenaltyOnRings(0.03f), () => PenaltyOnRings(1e-4f)),
        ("class-sorted rows in order", [Faults.SortedWithoutShuffle], () => Sorted(false), () => Sorted(true)),
    ];

    public static ExperimentSubject Rings(Optimizer optimizer, double factor = 1, int epochs = 40) => Made.Subject(Made.Circles(600, factor), Made.Dense([16, 16], "relu", 1, "sigmoid"), "binary_crossentropy", optimizer, Epochs(epochs));

    private static ExperimentSubject RingsWith(string output) => Made.Subject(Made.Circles(600), Made.Dense([16, 16], "relu", 1, output), "binary_crossentropy", new Adam(0.01f), Epochs(30));

    public static ExperimentSubject Blobs(Optimizer optimizer) => Made.Subject(Made.Blobs(), Made.Dense([16], "relu", 3, "softmax"), "categorical_crossentropy", optimizer, Epochs(20));

    private static ExperimentSubject BlobsWith(string activation) => Made.Subject(Made.Blobs(), Made.Dense([16], activation, 3, "softmax"), "categorical_crossentropy", new Adam(0.01f), Epochs(20));

    private static ExperimentSubject Curve(Optimizer optimizer, double factor = 1) => Made.Subject(Made.Curve(targetFactor: factor), Made.Dense([32], "relu", 1, "linear"), "mean_squared_error", optimizer, Epochs(40));

    private static ExperimentSubject Wide(Initializer start) => Made.Subject(Made.Blobs(400, 4, 100, 1.0),
        [new Dense(64, "tanh", kernelInitializer: start), new Dense(64, "tanh", kernelInitializer: start), new Dense(4, "softmax", kernelInitializer: start)], "categorical_crossentropy", new SGD(0.05f), Epochs(15));

    private static ExperimentSubject Deep(string activation, Initializer start, int layers = 6, int epochs = 30) => Made.Subject(Made.Circles(600),
        [.. Enumerable.Range(0, layers).Select(_ => new Dense(16, activation, kernelInitializer: start)), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.01f), Epochs(epochs));

    private static ExperimentSubject Output(string activation, Loss loss, float rate) => Made.Subject(Made.Blobs(), Made.Dense([16], "relu", 3, activation), loss, new Adam(rate), Epochs(20));

    private static ExperimentSubject Ten(Loss loss, float rate, string output = "softmax", bool adam = false) => Made.Subject(Made.Blobs(1500, 10, 8, 0.25),
        Made.Dense([32], "relu", 10, output), loss, adam ? new Adam(rate) : new SGD(rate), Epochs(10));

    private static ExperimentSubject Ten(Loss loss, Optimizer optimizer, Schedule? schedule = null, int epochs = 10) =>
        Made.Subject(Made.Blobs(1500, 10, 8, 0.25), Made.Dense([32], "relu", 10, "softmax"), loss, optimizer, Epochs(epochs)) with { Schedule = schedule ?? "constant" };

    private static ExperimentSubject Lifted(float bias) => Made.Subject(Made.Curve(),
        [new Dense(32, "relu", kernelInitializer: VarianceScaling.HeNormal), new Dense(1, biasInitializer: new Initializers.Constant(bias))], "mean_squared_error", new SGD(0.05f), Epochs(8));

    private static ExperimentSubject Few(int epochs) => Made.Subject(Made.Curve(), Made.Dense([32], "tanh", 1, "linear"), "mean_squared_error", new SGD(0.03f), Epochs(epochs));

    private static ExperimentSubject Impatient(int patience, double least) => Made.Subject(Made.Circles(600), Made.Dense([16, 16], "relu", 1, "sigmoid"), "binary_crossentropy", new Adam(0.002f),
        Epochs(100) with { EarlyStopping = new EarlyStopping(patience, least) });

    private static ExperimentSubject Points(Optimizer optimizer, Loss loss) => Made.Subject(Made.Xor(), Made.Dense([8], "tanh", 1, "sigmoid", "glorot_uniform"), loss, optimizer, Epochs(300, 4));

    private static ExperimentSubject Tanh(int units) => Made.Subject(Made.Blobs(), Made.Dense([units], "tanh", 3, "softmax"), "categorical_crossentropy", new Adam(0.02f), Epochs(30));

    // All rows of the outer ring, and some of the inner one.
    private static ExperimentSubject Rare(int inner)
    {
        Dataset rings = Made.Circles(1000);
        return Made.Subject(rings.Select([.. Enumerable.Range(0, 1000).Where(row => row % 2 == 0 || row < 2 * inner)]), Made.Dense([16], "relu", 1, "sigmoid"), "binary_crossentropy", new Adam(0.01f), Epochs(20));
    }

    private static ExperimentSubject Summed(Reduction reduction) => Made.Subject(Made.Circles(600), Made.Dense([16, 16], "relu", 1, "sigmoid"), new BinaryCrossentropy { Reduction = reduction }, new SGD(0.3f), Epochs(100, 128));

    private static ExperimentSubject Penalty(float strength) => Made.Subject(Made.Blobs(),
        [new Dense(16, "relu", kernelL2: strength), new Dense(3, "softmax", kernelL2: strength)], "categorical_crossentropy", new Adam(0.01f), Epochs(20));

    private static ExperimentSubject PenaltyOnRings(float strength) => Made.Subject(Made.Circles(600),
        [new Dense(16, "relu", kernelL2: strength), new Dense(16, "relu", kernelL2: strength), new Dense(1, "sigmoid", kernelL2: strength)], "binary_crossentropy", new Adam(0.01f), Epochs(30));

    private static ExperimentSubject Dropped(float rate) => Made.Subject(Made.Circles(600), [new Dense(16, "relu"), new Dropout(rate), new Dense(16, "relu"), new Dropout(rate), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.01f), Epochs(30));

    private static ExperimentSubject Frozen(bool frozen) => Made.Subject(Made.Circles(600), [new Dense(4, "tanh") { Trainable = !frozen }, new Dense(8, "tanh") { Trainable = !frozen }, new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.02f), Epochs(40));

    private static ExperimentSubject Clipped(float norm) => Made.Subject(Made.Blobs(), Made.Dense([16], "relu", 3, "softmax"), "categorical_crossentropy", new SGD(0.1f) { ClipNorm = norm }, Epochs(20));

    private static ExperimentSubject Batch(int size, int epochs) => Made.Subject(Made.Blobs(classes: 6, spread: 0.3), Made.Dense([16], "relu", 6, "softmax"), "categorical_crossentropy", new Adam(0.01f), Epochs(epochs, size));

    private static ExperimentSubject Narrow(int units) => Made.Subject(Made.Circles(600), Made.Dense([16, units], "relu", 1, "sigmoid"), "binary_crossentropy", new Adam(0.01f), Epochs(30)) with { Seed = 3 };

    private static ExperimentSubject Sorted(bool shuffle)
    {
        Dataset blobs = Made.Blobs(1200, 4);
        int[] labels = Made.BlobLabels(1200, 4);
        int[] order = [.. Enumerable.Range(0, 1200).OrderBy(row => labels[row])];
        return Made.Subject(blobs.Select(order), Made.Dense([16], "relu", 4, "softmax"), "categorical_crossentropy", new SGD(1f), new FitOptions { Epochs = 5, BatchSize = 8, Shuffle = shuffle });
    }

    private static FitOptions Epochs(int epochs, int batch = 32) => new() { Epochs = epochs, BatchSize = batch };
}
