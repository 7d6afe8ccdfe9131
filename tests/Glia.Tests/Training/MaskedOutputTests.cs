using Glia.Data;
using Glia.Layers;
using Glia.Losses;
using Glia.Metrics;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>
/// Where a mask reaches the output, as behind a layer that returns sequences, what only fills up costs nothing, as in Keras.
/// </summary>
public class MaskedOutputTests
{
    private const int Rows = 6, Steps = 4, Words = 7, Classes = 3;

    public static MatrixTheoryData<string, int> Cases =>
        new(["sparse_categorical_crossentropy", "categorical_crossentropy", "mean_squared_error"], [0, 1, 2]);

    [Theory, MemberData(nameof(Cases))]
    public void Zeros_that_fill_up_change_neither_loss_nor_step(string loss, int weighted)
    {
        (Trainer bare, Dataset brief) = Make(loss, Steps, weighted);
        (Trainer filled, Dataset full) = Make(loss, 2 * Steps, weighted);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        Evaluation expected = bare.Evaluate(brief), found = filled.Evaluate(full);
        Assert.Equal(expected.Loss, found.Loss, 1e-6);
        Assert.Equal((expected.Hits, expected.Answers), (found.Hits, found.Answers));
        Assert.Equal(Rows * Steps, found.TrueHistogram().Sum());
        for (int step = 0; step < 3; step++)
        {
            StepReport one = bare.Step(brief, rows), other = filled.Step(full, rows);
            Assert.Equal(one.Loss, other.Loss, 1e-6);
            Assert.Equal((one.Hits, one.Answers), (other.Hits, other.Answers));
        }
        for (int i = 0; i < bare.Network.Weights.All.Length; i++)
            Assert.Equal(bare.Network.Weights.All[i], filled.Network.Weights.All[i], 1e-6f);
    }

    [Fact]
    public void Where_nothing_counts_nothing_is_learned()
    {
        (Trainer trainer, Dataset data) = Make("categorical_crossentropy", Steps, 0);
        var empty = new Dataset(new FloatFeatures(new float[Rows * Steps], Steps), data.Targets);
        float[] before = trainer.Network.Weights.All.ToArray();
        StepReport step = trainer.Step(empty, [0, 1, 2]);
        Assert.Equal((0.0, 0, 0), (step.Loss, step.Hits, step.Answers));
        Assert.Equal(before, trainer.Network.Weights.All.ToArray());
    }

    [Fact]
    public void A_sum_adds_up_what_counts()
    {
        var loss = new MeanSquaredError { Reduction = Reduction.Sum };
        float[] outputs = [1, 1, 2, 2, 3, 3, 4, 4], gradient = new float[8];
        var shape = new Shape(2, 2);
        Tensor targets = Tensor.Allocate(shape, 2), derivative = new(gradient, 0, shape, 2);
        double sum = loss.Compute(new Tensor(outputs, 0, shape, 2), targets, derivative, [1, 2], [1, 0, 0, 1]);
        Assert.Equal(1 + 2 * 16, sum, 1e-6);
        Assert.Equal([1, 1, 0, 0, 0, 0, 8, 8], gradient);
    }

    // Words that are followed by zeros, and targets that the zeros must not be compared with.
    private static (Trainer, Dataset) Make(string loss, int steps, int weighted)
    {
        var random = new System.Random(3);
        int width = loss.StartsWith("sparse", StringComparison.Ordinal) ? 1 : Classes;
        float[] x = new float[Rows * steps], y = new float[Rows * steps * width];
        for (int row = 0; row < Rows; row++)
            for (int step = 0; step < Steps; step++)
            {
                x[row * steps + step] = random.Next(1, Words);
                int label = random.Next(Classes), answer = row * steps + step;
                if (y.Length == x.Length) y[answer] = label;
                else y[answer * Classes + label] = 1;
            }
        Layer[] layers = [new Embedding(Words, 5, maskZero: true), new GRU(4, returnSequences: true), new Dense(Classes, "softmax")];
        var data = new Dataset(new FloatFeatures(x, steps), new Targets(y, y.Length / Rows));
        if (weighted == 1) data = data.WithSampleWeights([1, 2, 0, 0.5f, 3, 1]);
        // Adam makes each gradient visible; plain descent takes another way.
        Optimizer optimizer = weighted == 2 ? new Adam(0.01f) : new SGD(0.3f);
        return (new Trainer(new Network(steps, layers, seed: 4), loss, optimizer), data);
    }
}
