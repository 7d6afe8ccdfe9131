using Glia.Data;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Rules;

/// <summary>Small data sets made by formula, and experiments on them. Everything is drawn from a seed.</summary>
internal static class Made
{
    public static Dataset Blobs(int rows = 600, int classes = 3, int width = 2, double spread = 0.5, int seed = 1) =>
        Dataset.Classes(BlobInputs(rows, classes, width, spread, seed), width, BlobLabels(rows, classes, seed), classes);

    public static Dataset BlobNumbers(int rows = 600, int classes = 3, int width = 2, int first = 0, int seed = 1) =>
        new(new FloatFeatures(BlobInputs(rows, classes, width, 0.5, seed), width),
            new Targets([.. BlobLabels(rows, classes, seed).Select(label => (float)(label + first))]));

    public static int[] BlobLabels(int rows, int classes, int seed = 1)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
    }

    // Centres on a circle of radius 2 in the first two dimensions; the other dimensions are noise.
    public static float[] BlobInputs(int rows, int classes, int width, double spread, int seed = 1)
    {
        int[] labels = BlobLabels(rows, classes, seed);
        var random = new System.Random(seed + 1000);
        var inputs = new float[rows * width];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < width; column++)
            {
                double angle = 2 * Math.PI * labels[row] / classes;
                double centre = column == 0 ? 2 * Math.Cos(angle) : column == 1 ? 2 * Math.Sin(angle) : 0;
                inputs[row * width + column] = (float)(centre + spread * Normal(random));
            }
        return inputs;
    }

    /// <summary>
    /// Classes in clouds of deviation 1 in every direction; their centres lie so far from the middle in each, in the mean.
    /// </summary>
    public static Dataset Clouds(int rows, int width, int classes, double apart, int seed = 1)
    {
        var random = new System.Random(seed);
        float[] centres = [.. Enumerable.Range(0, classes * width).Select(_ => (float)(apart * Normal(random)))];
        float[] inputs = new float[rows * width];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = random.Next(classes);
            for (int column = 0; column < width; column++)
                inputs[(row * width) + column] = centres[(labels[row] * width) + column] + (float)Normal(random);
        }
        return Dataset.Classes(inputs, width, labels, classes);
    }

    /// <summary>Two rings, one inside the other: class 1 inside.</summary>
    public static Dataset Circles(int rows = 1000, double factor = 1, int seed = 1, double inner = 0.4, double noise = 0.08)
    {
        var random = new System.Random(seed);
        var inputs = new float[rows * 2];
        var targets = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double angle = 2 * Math.PI * random.NextDouble(), radius = row % 2 == 0 ? 1 : inner;
            inputs[2 * row] = (float)(factor * (radius * Math.Cos(angle) + noise * Normal(random)));
            inputs[2 * row + 1] = (float)(factor * (radius * Math.Sin(angle) + noise * Normal(random)));
            targets[row] = row % 2;
        }
        return Dataset.Values(inputs, 2, targets);
    }

    /// <summary>y = sin(x0) + x1 * x2 with a little noise; the columns are standard normal.</summary>
    public static Dataset Curve(int rows = 600, int width = 4, double targetFactor = 1, double targetOffset = 0, int seed = 1)
    {
        var random = new System.Random(seed);
        var inputs = new float[rows * width];
        var targets = new float[rows];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = (float)Normal(random);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = inputs.AsSpan(row * width, width);
            targets[row] = (float)(targetOffset + targetFactor * (Math.Sin(x[0]) + x[1] * x[2] + 0.05 * Normal(random)));
        }
        return Dataset.Values(inputs, width, targets);
    }

    /// <summary>Five patterns of 12 x 12 bytes with noise; most of each picture is dark, as in digits.</summary>
    public static Dataset Pixels(int rows, float factor)
    {
        const int width = 144;
        var random = new System.Random(5);
        var patterns = new double[5 * width];
        for (int i = 0; i < patterns.Length; i++) patterns[i] = random.NextDouble() < 0.25 ? 200 : 0;
        int[] labels = BlobLabels(rows, 5);
        var bytes = new byte[rows * width];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Math.Clamp(patterns[labels[i / width] * width + i % width] * random.NextDouble() + (random.NextDouble() < 0.1
                ? 80 : 0), 0, 255);
        return new Dataset(new ByteFeatures(bytes, width, factor), Targets.OneHot(labels, 5));
    }

    public static Dataset Xor() => Dataset.Values([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0]);

    /// <summary>Layers of one width with the same activation, then the output.</summary>
    public static Layer[] Dense(int[] hidden, string activation, int outputs, string last, string initializer = "he_normal") =>
        [.. hidden.Select(units => new Dense(units, activation, kernelInitializer: initializer)), new Dense(outputs, last)];

    public static ExperimentSubject Classifier(Dataset train, params Layer[] layers) =>
        Classifier(train, layers, "categorical_crossentropy", null);

    public static ExperimentSubject Classifier(Dataset train, Layer[] layers, Loss loss, Optimizer? optimizer) =>
        Subject(train, layers, loss, optimizer);

    public static ExperimentSubject Subject(Dataset train, Layer[] layers, Loss loss, Optimizer? optimizer = null,
        FitOptions? options = null) =>
        ExperimentSubject.Of("made", layers, loss, optimizer ?? new Adam(), train, options ?? new FitOptions { Epochs = 20 });

    public static double Normal(System.Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
