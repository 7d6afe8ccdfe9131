using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Glia.Initializers;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>Healthy networks that look odd: none may be called sick, at any seed.</summary>
public class HealthyButOddTests
{
    // Each position of a row has eight numbers of its own, the largest of the first three of which names its class.
    private static Dataset Positions(int seed, bool sparse)
    {
        const int rows = 300, positions = 4, features = 8, classes = 3;
        var inputs = new float[rows * positions * features];
        Kernels.RandomFill.Normal(inputs, 0, 1, (ulong)seed, 1);
        var targets = new float[rows * positions * (sparse ? 1 : classes)];
        for (int answer = 0; answer < rows * positions; answer++)
        {
            int label = Kernels.Reduce.ArgMax(inputs.AsSpan(answer * features, classes));
            targets[sparse ? answer : answer * classes + label] = sparse ? label : 1;
        }
        return new Dataset(new FloatFeatures(inputs, new Shape(positions, features)), new Targets(targets, targets.Length / rows));
    }

    private static readonly (string Name, Func<int, ExperimentSubject> Make)[] Odd =
    [
        ("logistic regression that starts at zero", seed => Subject(Made.Blobs(seed: seed),
            [new Dense(3, "softmax", kernelInitializer: Constant.Zeros)], "categorical_crossentropy", new SGD(0.5f), 15)),
        ("last layer of zeros", seed =>
            Subject(Made.Circles(600, seed: seed), [new Dense(24, "relu", kernelInitializer: VarianceScaling.HeNormal),
                new Dense(1, "sigmoid", kernelInitializer: Constant.Zeros)], "binary_crossentropy", new Adam(0.01f), 60)),
        ("slow but learning", seed =>
            Subject(Made.Blobs(seed: seed), Made.Dense([16], "relu", 3, "softmax"), "categorical_crossentropy", new SGD(0.01f), 12)),
        ("squared error on a classifier that learns", seed =>
            Subject(Made.Blobs(seed: seed), Made.Dense([16], "relu", 3, "softmax"), "mean_squared_error", new Adam(0.01f), 30)),
        ("hard data with a low ceiling", seed => Subject(Made.Blobs(spread: 2.5, seed: seed), Made.Dense([16], "relu", 3, "softmax"),
            "categorical_crossentropy", new Adam(0.01f), 20)),
        ("imbalanced but learnable", seed =>
            Subject(Imbalanced(seed), Made.Dense([16], "relu", 2, "softmax"), "categorical_crossentropy", new Adam(0.01f), 30)),
        ("one class in seven, and its rows lie among the others", seed =>
            Subject(Overlapping(seed), Made.Dense([16], "relu", 1, "sigmoid"), "binary_crossentropy", new Adam(0.01f), 15)),
        ("regression of a curve", seed =>
            Subject(Made.Curve(seed: seed), Made.Dense([32, 32], "relu", 1, "linear"), "mean_squared_error", new Adam(0.003f), 60)),
        ("xor", seed => Subject(Made.Xor(), [new Dense(8, "tanh"), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.05f), 300)),
        ("two rings among sixty columns that say nothing", seed => Subject(AmongNoise(Made.Circles(1000, seed: seed), 60, seed),
            Made.Dense([32, 32], "relu", 1, "sigmoid"), "binary_crossentropy", new Adam(0.003f), 30)),
        ("strong dropout that helps", seed => Subject(Made.Blobs(seed: seed),
            [new Dense(64, "relu", kernelInitializer: VarianceScaling.HeNormal), new Dropout(0.5f), new Dense(3, "softmax")],
            "categorical_crossentropy", new Adam(0.005f), 20)),
        ("an answer at each of four positions", seed => Subject(Positions(seed, sparse: false), Made.Dense([16], "relu", 3, "softmax"),
            "categorical_crossentropy", new Adam(0.01f), 30)),
        ("a class number at each of four positions", seed => Subject(Positions(seed, sparse: true), Made.Dense([16], "relu", 3, "softmax"),
            "sparse_categorical_crossentropy", new Adam(0.01f), 30)),
        // Of both a small part is looked at, after which copies with scaled inputs, or with smaller batches, are ahead.
        ("squares of raw numbers in very many steps", seed => Subject(Squares(seed),
            [new Dense(8, "relu"), new Dense(8, "relu"), new Dense(1)], "mean_squared_error", new Adam(0.001f), 15000, 256)),
        ("a plateau for a tenth of a long run", seed => Subject(FizzBuzz(), [new Dense(100, "relu", useBias: false,
            kernelInitializer: new RandomNormal(0, 0.01f)), new Dense(4, "softmax", useBias: false,
            kernelInitializer: new RandomNormal(0, 0.01f))], "categorical_crossentropy", new SGD(0.05f), 5000, 128)),
        // A tenth of its steps is looked at, and in them smaller batches are far ahead; by its end it has nearly all.
        ("a parabola by two sigmoid layers in whole batches", seed => Subject(Parabola(seed),
            [new Dense(200, "sigmoid"), new Dense(100, "sigmoid"), new Dense(1)], "mean_squared_error", new SGD(0.001f), 1500, 1000)),
        // One column gives the answer, because it is what is asked for: nothing else of the number says whether it is odd.
        ("odd numbers told by their bits", seed => Subject(OddNumbers(seed), [new Dense(16, "tanh"), new Dense(1, "sigmoid")],
            "binary_crossentropy", new Adam(0.01f), 30)),
        ("values up to fifty from a sigmoid times fifty", seed => Subject(Marks(seed), [new Dense(16, "relu"), new Dense(1, "sigmoid"),
            new Rescaling(50)], "mean_squared_error", new Adam(0.003f), 60)),
        // Half of its steps are looked at, and the rest is enough.
        ("a line at a small rate in ten thousand steps", seed => Subject(Line(seed), [new Dense(1)], "mean_squared_error",
            new SGD(0.001f), 320)),
    ];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (var (name, _) in Odd)
            for (int seed = 1; seed <= 3; seed++) cases.Add(name, seed);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_healthy_network_is_never_called_sick(string name, int seed)
    {
        Diagnosis diagnosis = Examiner.Examine(Odd.Single(odd => odd.Name == name).Make(seed), workers: Workers.Single).Diagnosis;
        Assert.True(diagnosis.Verdict != Verdict.Sick,
            string.Join('\n', diagnosis.Findings.Select(finding => $"{finding.Code} {finding.Severity} {finding.Evidence}")));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_relation_of_two_columns_among_sixty_is_one_in_a_data_file_too(int seed)
    {
        Dataset rings = AmongNoise(Made.Circles(1000, seed: seed), 60, seed);
        Assert.NotEqual(Verdict.Sick, DataExaminer.Examine("rings.npz", LoadedData.OfNumbers(rings.Inputs, rings.Targets)).Verdict);
    }

    private static ExperimentSubject Subject(Dataset data, Layer[] layers, Glia.Losses.Loss loss, Optimizer optimizer, int epochs,
        int batchSize = 32) => Made.Subject(data, layers, loss, optimizer, new FitOptions { Epochs = epochs, BatchSize = batchSize });

    private static Dataset Squares(int seed)
    {
        var random = new System.Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 4000).Select(_ => (float)(100 * random.NextDouble() - 50))];
        return Dataset.Values(inputs, 1, Array.ConvertAll(inputs, x => x * x));
    }

    private static Dataset Parabola(int seed)
    {
        var random = new System.Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 1000).Select(_ => (float)(20 * random.NextDouble() - 10))];
        return Dataset.Values(inputs, 1, Array.ConvertAll(inputs, x => x * x + 3));
    }

    private static Dataset OddNumbers(int seed)
    {
        var random = new System.Random(seed);
        int[] numbers = [.. Enumerable.Range(0, 800).Select(_ => random.Next(1 << 16))];
        float[] bits = [.. numbers.SelectMany(number => Enumerable.Range(0, 16).Select(bit => (float)((number >> bit) & 1)))];
        return Dataset.Values(bits, 16, Array.ConvertAll(numbers, number => (float)(number & 1)));
    }

    private static Dataset Marks(int seed)
    {
        var random = new System.Random(seed);
        float[] hours = [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())];
        float[] marks = [.. Enumerable.Range(0, 300).Select(row => 10 + (20 * hours[2 * row]) + (15 * hours[2 * row + 1]))];
        return Dataset.Values(hours, 2, marks);
    }

    /// <summary>A sum of five columns between 0 and 1.</summary>
    internal static Dataset Line(int seed)
    {
        var random = new System.Random(seed);
        float[] slopes = [1, -2, 3, -4, 5], x = [.. Enumerable.Range(0, 5000).Select(_ => random.NextSingle())];
        float[] sums = [.. Enumerable.Range(0, 1000).Select(row => slopes.Select((slope, i) => slope * x[(5 * row) + i]).Sum())];
        return Dataset.Values(x, 5, sums);
    }

    // Ten bits of each number, and whether it is divisible by 3, by 5, by both or by neither.
    private static Dataset FizzBuzz()
    {
        int[] numbers = [.. Enumerable.Range(101, 923)];
        float[] bits = [.. numbers.SelectMany(number => Enumerable.Range(0, 10).Select(bit => (float)((number >> bit) & 1)))];
        return Dataset.Classes(bits, 10, Array.ConvertAll(numbers, n => n % 15 == 0 ? 3 : n % 5 == 0 ? 2 : n % 3 == 0 ? 1 : 0));
    }

    // The best anybody can do finds about half of the rare class, and drawing it more often would find more of it and be wrong more often.
    private static Dataset Overlapping(int seed)
    {
        var random = new System.Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 2000 * 4).Select(_ => (float)Made.Normal(random))];
        float[] labels = [.. Enumerable.Range(0, 2000)
            .Select(row => 1.6 * inputs[4 * row] - 1.2 * inputs[4 * row + 1] - 2.9 > Math.Log(1 / random.NextDouble() - 1) ? 1f : 0f)];
        return Dataset.Values(inputs, 4, labels);
    }

    private static Dataset AmongNoise(Dataset data, int columns, int seed)
    {
        var random = new System.Random(seed);
        int width = data.Inputs.Shape.Size + columns;
        float[] rows = new float[data.Rows * width], one = new float[width - columns];
        for (int row = 0; row < data.Rows; row++)
        {
            data.Inputs.Gather([row], one);
            one.CopyTo(rows, row * width);
            for (int column = one.Length; column < width; column++) rows[row * width + column] = random.NextDouble() < 0.9 ? 1 : 0;
        }
        return Dataset.Values(rows, width, data.Targets.Values.ToArray());
    }

    private static Dataset Imbalanced(int seed)
    {
        Dataset blobs = Made.Blobs(2000, 2, seed: seed);
        int[] labels = Made.BlobLabels(2000, 2, seed);
        return blobs.Select([.. Enumerable.Range(0, 2000).Where(row => labels[row] == 0 || row % 12 == 0)]);
    }
}
