using Glia.Data;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with the layers: F21 to F39.</summary>
internal static class ModelFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.NoHiddenNonlinearity, "linear layers", faulty => Examined(Deep(faulty ? "linear" : "relu", layers: 2))),
        new(Faults.LossOnRawLogits, "no softmax", faulty => Examined(Blobs(output: faulty ? "linear" : "softmax"))),
        new(Faults.DoubleSoftmax, "a softmax that the loss takes for logits", faulty =>
            Examined(Ten(new SGD(0.05f), new CategoricalCrossentropy(fromLogits: faulty)))),
        new(Faults.SoftmaxOverOneUnit, "softmax where a sigmoid belongs", faulty =>
            Examined(Rings(output: faulty ? "softmax" : "sigmoid"))),
        new(Faults.SigmoidWithCategorical, "ten classes", faulty => Examined(Ten(new SGD(0.02f), output: faulty ? "sigmoid" : "softmax"))),
        new(Faults.ReluOnOutput, "a classifier", faulty => Examined(Blobs(output: faulty ? "relu" : "softmax"))),
        new(Faults.ReluOnOutput, "negative values", faulty => Examined(Curve(output: faulty ? "relu" : "linear"))),
        new(Faults.SoftmaxInHiddenLayer, "five layers", faulty => Examined(Deep(faulty ? "softmax" : "relu", layers: 5, epochs: 15))),
        new(Faults.WrongOutputWidth, "a unit too few", faulty => Examined(Blobs(units: faulty ? 2 : 3))),
        new(Faults.BoundedRegressionOutput, "tanh for values beyond it", faulty =>
            Examined(Curve(output: faulty ? "tanh" : "linear", factor: 2))),
        new(Faults.SaturatingStack, "eight sigmoid layers", faulty => Examined(Deep(faulty ? "sigmoid" : "relu", layers: 8))),
        new(Faults.UnboundedGrowth, "eight exponential layers", faulty => Examined(Deep(faulty ? "exponential" : "relu", layers: 8))),
        new(Faults.NarrowBottleneck, "one relu unit", faulty =>
            Examined(Rings(layers: Made.Dense([16, faulty ? 1 : 16], "relu", 1, "sigmoid")) with { Seed = 3 })),
        new(Faults.MisplacedDropout, "nearly everything dropped", faulty => Examined(Dropped(faulty ? 0.97f : 0.2f))),
        new(Faults.MisplacedDropout, "on the output", faulty =>
            Examined(Blobs(new SGD(0.1f), epochs: 10, data: Made.Blobs(1500, 10, 8, 0.25),
            layers: [new Dense(32, "relu"), new Dense(10), new Dropout(faulty ? 0.95f : 0), new Activation("softmax")]))),
        new(Faults.FrozenLayer, "every layer", faulty => Examined(Frozen(faulty, faulty))),
        new(Faults.FrozenLayer, "the hidden layers", faulty => Examined(Frozen(faulty, last: false))),
        new(Faults.MissingBias, "three at nothing", faulty => Examined(FromThree(biases: !faulty))),
        new(Faults.BatchNormalizationMisuse, "batches of one row", faulty =>
            Examined(Blobs(layers: [new Dense(16), new BatchNormalization(), new Activation("relu"), new Dense(3, "softmax")],
                batch: faulty ? 1 : 32))),
        new(Faults.WrongCapacity, "one tanh unit", faulty =>
            Examined(Blobs(layers: Made.Dense([faulty ? 1 : 16], "tanh", 3, "softmax"), optimizer: new Adam(0.02f), epochs: 30))),
        new(Faults.PaddingRead, "words behind which zeros stand", faulty => Examined(Filled(masked: !faulty))),
        new(Faults.SaturatingStack, "an autoencoder that gives the average", faulty => Examined(Encoder(faulty ? "sigmoid" : "relu"))),
        new(Faults.UnboundedGrowth, "relu in an LSTM", faulty => Examined(Sums(faulty ? "relu" : "tanh"))),
        new(Faults.PooledAway, "before the order of two events is looked at", faulty => Examined(Events(faulty))),
        new(Faults.PooledAway, "where a spot lies in an image", faulty => Examined(Spots(faulty))),
    ];

    // One to three words of eight, half of them good, filled up behind to 40 steps: whether the last is good.
    private static ExperimentSubject Filled(bool masked)
    {
        const int rows = 600, steps = 40;
        var random = new System.Random(4);
        var inputs = new float[rows * steps];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            int said = 1 + random.Next(3);
            for (int i = 0; i < said; i++) inputs[row * steps + i] = 1 + random.Next(8);
            labels[row] = inputs[row * steps + said - 1] > 4 ? 1 : 0;
        }
        Layer[] layers = [new Embedding(9, 4, maskZero: masked), new SimpleRNN(8), new Dense(1, "sigmoid")];
        return Made.Subject(Dataset.Values(inputs, steps, labels), layers, "binary_crossentropy", new Adam(0.01f), Options(8, 32));
    }

    // Twelve columns that three numbers make.
    private static ExperimentSubject Encoder(string activation)
    {
        const int rows = 800, columns = 12;
        var random = new System.Random(8);
        double[] directions = [.. Enumerable.Range(0, 3 * columns).Select(_ => Made.Normal(random))];
        var inputs = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            double[] made = [Made.Normal(random), Made.Normal(random), Made.Normal(random)];
            for (int column = 0; column < columns; column++)
                inputs[row * columns + column] =
                    (float)(1 / (1 + Math.Exp(-Enumerable.Range(0, 3).Sum(i => made[i] * directions[i * columns + column]))));
        }
        var data = new Dataset(new FloatFeatures(inputs, columns), new Targets(inputs, columns));
        return Made.Subject(data, Made.Dense([16, 16, 8, 16, 16], activation, columns, "sigmoid", "glorot_uniform"), "mean_squared_error",
            new Adam(0.002f), Options(30, 32));
    }

    // Whether the numbers of 40 steps are large on average.
    private static ExperimentSubject Sums(string activation)
    {
        const int rows = 400, steps = 40;
        var random = new System.Random(9);
        var inputs = new float[rows * steps];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double mean = random.NextDouble();
            labels[row] = mean > 0.5 ? 1 : 0;
            for (int step = 0; step < steps; step++) inputs[row * steps + step] = (float)(2 * mean + Made.Normal(random));
        }
        return Made.Subject(Dataset.Values(inputs, steps, labels),
            [new Reshape(steps, 1), new LSTM(16, activation: activation), new Dense(1, "sigmoid")],
            "binary_crossentropy", new Adam(0.005f), Options(15, 32));
    }

    // Which of two events comes first: what pooling over all steps forgets.
    private static ExperimentSubject Events(bool pooled)
    {
        const int rows = 600, steps = 16;
        var random = new System.Random(3);
        var inputs = new float[rows * steps * 2];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int first = random.Next(steps - 1), second = random.Next(first + 1, steps);
            labels[row] = random.Next(2);
            inputs[(row * steps + first) * 2 + labels[row]] = 1;
            inputs[(row * steps + second) * 2 + 1 - labels[row]] = 1;
        }
        var data = new Dataset(new FloatFeatures(inputs, new Shape(steps, 2)), Targets.OneHot(labels, 2));
        return Made.Subject(data, [new MaxPooling1D(pooled ? steps : 2), new Conv1D(8, 3, padding: "same", activation: "relu"),
            new Flatten(), new Dense(16, "relu"), new Dense(2, "softmax")],
            "categorical_crossentropy", new Adam(0.01f), Options(30, 32));
    }

    // A parabola whose lowest point is three.
    private static ExperimentSubject FromThree(bool biases)
    {
        float[] x = [.. Enumerable.Range(-150, 301).Select(one => one / 100f)], y = [.. x.Select(one => 3 + (one * one))];
        return Made.Subject(Dataset.Values(x, 1, y), [new Dense(16, "relu", useBias: biases), new Dense(1, useBias: biases)],
            "mean_squared_error", new Adam(0.01f), Options(100));
    }

    // A spot in one of nine fields, and in which row of fields. Strides of three leave three by three positions.
    private static ExperimentSubject Spots(bool pooled)
    {
        const int rows = 600, extent = 9, fields = 3;
        var random = new System.Random(6);
        var inputs = new float[rows * extent * extent];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int y = random.Next(extent), x = random.Next(extent);
            labels[row] = y / fields;
            inputs[(row * extent + y) * extent + x] = 1;
        }
        var data = new Dataset(new FloatFeatures(inputs, new Shape(extent, extent, 1)), Targets.OneHot(labels, fields));
        return Made.Subject(data, [new Conv2D(8, fields, strides: fields, activation: "relu"), new MaxPooling2D(pooled ? fields : 1),
            new Flatten(), new Dense(16, "relu"), new Dense(fields, "softmax")], "categorical_crossentropy", new Adam(0.01f), Options(30));
    }

    /// <summary>Two rings under so many hidden layers.</summary>
    public static ExperimentSubject Deep(string activation, int layers, int epochs = 30) =>
        Rings(layers: Made.Dense([.. Enumerable.Repeat(16, layers)], activation, 1, "sigmoid", "glorot_uniform"), epochs: epochs);

    private static ExperimentSubject Dropped(float rate) =>
        Rings(layers: [new Dense(16, "relu"), new Dropout(rate), new Dense(16, "relu"), new Dropout(rate), new Dense(1, "sigmoid")]);

    private static ExperimentSubject Frozen(bool hidden, bool last) => Rings(new Adam(0.02f), epochs: 40,
        layers: [new Dense(4, "tanh") { Trainable = !hidden }, new Dense(8, "tanh") { Trainable = !hidden },
            new Dense(1, "sigmoid") { Trainable = !last }]);
}
