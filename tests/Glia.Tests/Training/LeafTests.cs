using System.Runtime.InteropServices;
using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Tests.Layers;
using Glia.Training;
using Glia.Training.Leaves;
using OracleLosses = Glia.Doctor.Reference.OracleLosses;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

/// <summary>Batches cut into leaves: the bits depend on their number and on nothing else,
/// and the gradient is that of the whole batch.</summary>
public class LeafTests
{
    private const int Rows = 75, Side = 8, Words = 9, Steps = 6;

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    private static readonly Dictionary<string, Func<Layer[]>> s_networks = new()
    {
        ["dense"] = () => [new Flatten(), new Dense(16, "relu"), new Dropout(0.3f), new Dense(3, "softmax")],
        ["noise"] = () => [new Flatten(), new GaussianNoise(0.2f), new Dense(9, "tanh"), new Dropout(0.5f), new Dense(3, "softmax")],
        ["convolutions"] = () =>
            [new Conv2D(5, 3, activation: "relu"), new BatchNormalization(), new SpatialDropout2D(0.2f), new MaxPooling2D(2),
            new Flatten(), new Dropout(0.4f), new Dense(3, "softmax")],
        ["branches"] = () =>
            [new Flatten(), new Dense(6), new Residual([new BatchNormalization(0.5f), new Activation("relu")]), new Dense(3, "softmax")],
        ["sequence"] = () => [new Reshape(Side, Side), new LSTM(7, dropout: 0.3f, recurrentDropout: 0.3f), new Dense(3, "softmax")],
    };

    [Theory, MemberData(nameof(Networks))]
    public void Any_number_of_threads_gives_the_same_bits(string network)
    {
        foreach (int leaves in new[] { 2, 4, 8 })
            foreach (int accumulate in new[] { 1, 2 })
            {
                string one = Fit(network, leaves, threads: 1, accumulate);
                Assert.Equal(one, Fit(network, leaves, threads: 2, accumulate));
                Assert.Equal(one, Fit(network, leaves, threads: 3, accumulate));
                // More threads than leaves: each leaf has them all.
                if (leaves == 2) Assert.Equal(one, Fit(network, leaves, threads: 5, accumulate));
            }
    }

    [Theory, MemberData(nameof(Networks))]
    public void One_leaf_is_the_whole_batch_to_the_bit(string network)
    {
        Trainer whole = Make(network, Reduction.Mean), cut = Make(network, Reduction.Mean, threads: 2);
        Dataset data = Pictures(weighted: true);
        int[] rows = [.. Enumerable.Range(3, 37)];
        StepReport expected = whole.Backward(data, rows);
        var leaves = new LeafCrew(cut, 1, 37, 37);
        Assert.Equal(expected.Loss, leaves.Gradients(data, rows, 0, 0, 0, cut.Workers).Loss);
        Assert.Equal(whole.Workspace!.Gradients.All.ToArray(), leaves.Workspace.Gradients.All.ToArray());
    }

    [Theory, MemberData(nameof(Networks))]
    public void The_gradient_is_that_of_the_whole_batch(string network)
    {
        // Batch normalization takes its mean over a leaf: it has a test of its own.
        if (network is "convolutions" or "branches") return;
        foreach (Reduction reduction in new[] { Reduction.Mean, Reduction.Sum })
            foreach (bool weighted in new[] { false, true })
            {
                Trainer whole = Make(network, reduction), cut = Make(network, reduction);
                Dataset data = Pictures(weighted);
                int[] rows = [.. Enumerable.Range(3, 37)];
                StepReport expected = whole.Backward(data, rows);
                var leaves = new LeafCrew(cut, 8, 37, 37);
                StepReport found = leaves.Gradients(data, rows, 0, 0, 0, cut.Workers);
                Assert.Equal((expected.Hits, expected.Answers), (found.Hits, found.Answers));
                Near(expected.Loss, found.Loss);
                // What is dropped and the noise are those of the whole batch: only the order of the sums differs.
                Near(whole.Workspace!.Gradients.All, leaves.Workspace.Gradients.All);
            }
    }

    [Fact]
    public void A_mean_over_what_counts_is_one_over_what_counts_in_all_leaves()
    {
        // Row r has r words, the rest fills up: no two leaves have as many.
        var words = new float[Rows * Steps];
        for (int row = 0; row < Rows; row++)
            for (int step = 0; step < row % (Steps + 1); step++) words[(row * Steps) + step] = 1 + (((row * 5) + step) % (Words - 1));
        var targets = new float[Rows * Steps];
        for (int i = 0; i < targets.Length; i++) targets[i] = i * 7 % 3;
        var data = new Dataset(new FloatFeatures(words, Steps), new Targets(targets, Steps));
        Trainer whole = Make(), cut = Make();
        int[] rows = [.. Enumerable.Range(0, 30)];
        StepReport expected = whole.Backward(data, rows);
        var leaves = new LeafCrew(cut, 4, 30, 30);
        StepReport found = leaves.Gradients(data, rows, 0, 0, 0, cut.Workers);
        Assert.Equal((expected.Hits, expected.Answers), (found.Hits, found.Answers));
        Near(expected.Loss, found.Loss);
        Near(whole.Workspace!.Gradients.All, leaves.Workspace.Gradients.All);

        static Trainer Make() => new(
            new Network(Steps, new Embedding(Words, 4, maskZero: true), new GRU(5, returnSequences: true), new Dense(3, "softmax")),
            "sparse_categorical_crossentropy", new SGD(0.1f), workers: new Workers(2));
    }

    [Theory]
    [InlineData(64, 4)]
    [InlineData(61, 8)]
    [InlineData(5, 8)]
    public void Batch_normalization_sees_a_leaf_and_its_averages_follow_the_mean_of_the_leaves(int count, int leaves)
    {
        Layer[] Layers() => [new Dense(6, "tanh"), new BatchNormalization(0.9f), new Dense(3, "softmax")];
        Dataset data = Plain();
        var trainer = new Trainer(new Network(12, Layers()), "categorical_crossentropy", new SGD(0.1f), workers: new Workers(2));
        int[] rows = [.. Enumerable.Range(0, count)];
        var crew = new LeafCrew(trainer, leaves, count, count);
        var expected = new double[trainer.Network.Parameters.Count][];
        double loss = 0;
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            int first = count * leaf / leaves, ofLeaf = (count * (leaf + 1) / leaves) - first;
            if (ofLeaf == 0) continue;
            double share = (double)ofLeaf / count;
            // The same in float64, leaf by leaf, each from the statistics before the step.
            var network = Oracle.Of(trainer.Network, ofLeaf, 1, 0);
            var inputs = new float[ofLeaf * 12];
            data.Inputs.Gather(rows.AsSpan(first, ofLeaf), inputs);
            ReadOnlySpan<float> answers = data.Targets.Values.Slice(first * 3, ofLeaf * 3);
            loss += share * network.Differentiate(Oracle.Matrix(inputs, ofLeaf), Oracle.Matrix(answers, ofLeaf),
                OracleLosses.Named("categorical_crossentropy"));
            double[][] ofIt = [.. network.Parameters.Select(twin => twin.Gradient.Values)];
            var normalization = network.Layers.OfType<Float64.OracleBatchNormalization>().Single();
            double[][] moving = [normalization.MovingMean.Values, normalization.MovingVariance.Values];
            int weight = 0, statistic = 0;
            foreach (Parameter parameter in trainer.Network.Parameters)
            {
                double[] one = parameter.IsWeight ? ofIt[weight++] : moving[statistic++];
                expected[parameter.Index] ??= new double[one.Length];
                for (int i = 0; i < one.Length; i++) expected[parameter.Index][i] += share * one[i];
            }
        }
        StepReport found = crew.Gradients(data, rows, 0, 0, 0, trainer.Workers);
        Near(loss, found.Loss);
        double size = Math.Sqrt(trainer.Network.Parameters.Where(p => p.IsWeight).Sum(p => expected[p.Index].Sum(g => g * g)));
        foreach (Parameter parameter in trainer.Network.Parameters)
        {
            Span<float> actual = (parameter.IsWeight ? crew.Workspace.Gradients : trainer.Network.Weights)[parameter];
            // float32 beside float64: some dozen roundings of sums as large as the gradients, or as 1.
            for (int i = 0; i < actual.Length; i++)
                Assert.Equal(expected[parameter.Index][i], actual[i], 1e-5 * (parameter.IsWeight ? size : 1));
            // Statistics have no gradient, for whoever clips or exchanges.
            if (!parameter.IsWeight) Assert.Equal(-1, crew.Workspace.Gradients[parameter].IndexOfAnyExcept(0f));
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        Trainer trainer = Make("convolutions", Reduction.Mean, threads: 2);
        Dataset data = Pictures(weighted: false).Augmented(new Augmentation { Rotate = 10, Shift = 1 });
        int[] rows = [.. Enumerable.Range(0, 32)];
        var leaves = new LeafCrew(trainer, 4, 32, 32);
        var cut = new Accumulation(32, 1);
        for (int step = 0; step < 3; step++) trainer.StepOfPass(data, rows, null, 0, cut, leaves);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.StepOfPass(data, rows, null, 0, cut, leaves);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Where_the_loss_of_a_leaf_is_not_finite_the_step_is_not_taken()
    {
        var inputs = new float[Rows * 4];
        inputs[^1] = float.NaN;
        Dataset data = Dataset.Classes(inputs, 4, [.. Enumerable.Range(0, Rows).Select(row => row % 3)]);
        var trainer = new Trainer(new Network(4, new BatchNormalization(), new Dense(3, "softmax")), "categorical_crossentropy",
            new SGD(0.1f));
        float[] before = trainer.Network.Weights.All.ToArray();
        History history = trainer.Fit(data, new FitOptions { BatchSize = Rows, Leaves = 4, Shuffle = false });
        Assert.Equal(Ending.NotFinite, history.Ending);
        Assert.Equal(before, trainer.Network.Weights.All.ToArray());
        // Whoever looks for the place finds the memory in which it is.
        Assert.Contains(float.NaN, trainer.Workspace!.Input.Values.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(2048)]
    public void A_number_that_is_no_power_of_two_is_refused(int leaves)
    {
        Assert.StartsWith("The leaves are ", Assert.Throws<GliaException>(() =>
            Make("dense", Reduction.Mean).Fit(Pictures(false), new FitOptions { Leaves = leaves })).Message, StringComparison.Ordinal);
        Assert.Contains("training.leaves", Assert.Throws<GliaException>(() => Read($"\"leaves\": {leaves}")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_says_it()
    {
        Experiment experiment = Read("\"leaves\": 8");
        Assert.Equal(8, Experiment.Parse("again", experiment.ToJson()).Training.FitOptions().Leaves);
        Assert.Equal(1, Read("").Training.FitOptions().Leaves);
    }

    private static Experiment Read(string training) => Experiment.Parse("file", "{\"data\": {\"source\": \"mnist\"}, " +
        $"\"network\": [{{\"class_name\": \"Dense\", \"units\": 10}}], \"training\": {{{training}}}}}");

    // Weights to the bit, and what was told.
    private static string Fit(string network, int leaves, int threads, int accumulate)
    {
        Trainer trainer = Make(network, Reduction.Mean, threads);
        History history = trainer.Fit(Pictures(weighted: false).Augmented(new Augmentation { Rotate = 10, Shift = 1, Erase = 0.2 }),
            new FitOptions
            {
                // The last step of an epoch has fewer rows, and fewer than leaves.
                Epochs = 2,
                BatchSize = 12,
                GradientAccumulationSteps = accumulate,
                Leaves = leaves,
                Validation = Pictures(weighted: false),
            });
        string weights = Convert.ToHexString(MemoryMarshal.AsBytes(trainer.Network.Weights.All));
        return string.Join('\n',
            [weights, .. history.Epochs.Select(epoch => $"{epoch.Loss:R} {epoch.Accuracy:R} {epoch.Validation!.Loss:R}")]);
    }

    private static Trainer Make(string network, Reduction reduction, int threads = 1) => new(
        new Network(new Shape(Side, Side, 1), s_networks[network]()), new CategoricalCrossentropy { Reduction = reduction },
        new Adam(0.01f),
        seed: 3, workers: new Workers(threads));

    private static Dataset Pictures(bool weighted)
    {
        var random = new System.Random(5);
        var inputs = new float[Rows * Side * Side];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = random.NextSingle();
        var data = new Dataset(
            new FloatFeatures(inputs, new Shape(Side, Side, 1)), Targets.OneHot([.. Enumerable.Range(0, Rows).Select(row => row % 3)]));
        return weighted ? data.WithSampleWeights([.. Enumerable.Range(0, Rows).Select(row => 0.5f + (row % 4))]) : data;
    }

    private static Dataset Plain()
    {
        var random = new System.Random(8);
        var inputs = new float[Rows * 12];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = random.NextSingle() - 0.5f;
        return Dataset.Classes(inputs, 12, [.. Enumerable.Range(0, Rows).Select(row => row % 3)]);
    }

    private static void Near(double expected, double found) => Assert.Equal(expected, found, 1e-5 * Math.Abs(expected));

    // Some dozen products in another order: float32 keeps seven digits of the largest.
    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        float largest = 0;
        foreach (float number in expected) largest = Math.Max(largest, Math.Abs(number));
        Assert.True(largest > 0);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-5f * largest);
    }
}
