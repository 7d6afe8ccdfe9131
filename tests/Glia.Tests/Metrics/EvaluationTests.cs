using Glia.Data;
using Glia.Layers;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Tests.Metrics;

public class EvaluationTests
{
    // The identity as a network: what goes in comes out, so every prediction is known.
    private static Evaluation Evaluate(float[] outputs, int width, Targets targets, string loss)
    {
        var network = new Network(width, new Dense(width));
        network.Weights.Clear();
        for (int i = 0; i < width; i++) network.Weights[network.Parameters[0]][i * width + i] = 1;
        return new Trainer(network, loss, "sgd").Evaluate(new Dataset(new FloatFeatures(outputs, width), targets));
    }

    [Fact]
    public void A_row_whose_outputs_are_no_numbers_has_no_answer_and_none_that_is_right()
    {
        Evaluation e = Evaluate([.9f, .1f, float.NaN, 0, 0, float.PositiveInfinity, .2f, .7f], 2, Targets.OneHot([0, 0, 1, 1]), "mse");
        Assert.Equal((2, 2, 4), (e.UnansweredRows, e.Hits, e.Rows));
        Assert.Equal([1, 1], e.PredictedHistogram());
    }

    [Fact]
    public void Counts_by_class()
    {
        // predictions 0 1 2 1 1 against 0 1 1 1 2; the shares below are scikit-learn's precision_recall_fscore_support of these
        Evaluation e = Evaluate([.9f, .1f, 0, .2f, .7f, .1f, 0, .3f, .7f, .1f, .8f, .1f, .1f, .6f, .3f], 3,
            Targets.OneHot([0, 1, 1, 1, 2]), "mse");
        Assert.Equal(3, e.Hits);
        Assert.Equal(0.6, e.Accuracy);
        Assert.Equal([1, 3, 1], e.PredictedHistogram());
        Assert.Equal([1, 3, 1], e.TrueHistogram());
        Assert.Equal((1.0, 2 / 3.0, 0.0), (e.Precision(0), e.Precision(1), e.Precision(2)));
        Assert.Equal((1.0, 2 / 3.0, 0.0), (e.Recall(0), e.Recall(1), e.Recall(2)));
        Assert.Equal(2 / 3.0, e.F1(1), 1e-15);
        Assert.Equal([(1, 2, 2)], e.MostConfused(5));
        Assert.Equal(1, e.Confusion(1, 2));
    }

    [Fact]
    public void One_output_is_judged_at_one_half_and_logits_at_zero()
    {
        float[] outputs = [0.4f, 0.6f, -1, 2];
        Assert.Equal(4, Evaluate(outputs, 1, new Targets([0, 1, 0, 1]), "mse").Hits);
        Assert.Equal(3, Evaluate(outputs, 1, new Targets([1, 1, 0, 1]), "mse").Hits);
        var network = new Network(1, new Dense(1, "sigmoid", kernelInitializer: "ones"));
        Evaluation logits = new Trainer(network, "binary_crossentropy", "sgd").Evaluate(Dataset.Values([-0.1f, 0.1f], 1, [0, 1]));
        Assert.Equal(2, logits.Hits);
    }

    [Fact]
    public void Class_numbers_are_compared_with_the_largest_output()
    {
        Evaluation e = Evaluate([.9f, .1f, .2f, .8f, .3f, .7f], 2, new Targets([0, 1, 0]), "sparse_categorical_crossentropy");
        Assert.Equal(2, e.Hits);
    }

    [Fact]
    public void Every_row_counts_once_whatever_the_chunks()
    {
        const int rows = 1203;
        var outputs = new float[rows * 2];
        var classes = new int[rows];
        for (int i = 0; i < rows; i++) (outputs[2 * i], outputs[2 * i + 1], classes[i]) = (i % 3, 1, i % 2);
        int expected = Enumerable.Range(0, rows).Count(i => (i % 3 >= 1 ? 0 : 1) == i % 2);
        Evaluation e = Evaluate(outputs, 2, Targets.OneHot(classes), "mse");
        Assert.Equal((rows, expected), (e.Rows, e.Hits));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Top_k_counts_how_many_are_larger(int k, bool hit) => Assert.Equal(hit, TopK.Hit([0.2f, 0.5f, 0.3f], 2, k));

    [Fact]
    public void A_collapsed_network_scores_the_share_of_its_class()
    {
        Evaluation e = Evaluate([.. Enumerable.Repeat(new float[] { 0, 1, 0 }, 10).SelectMany(r => r)], 3,
            Targets.OneHot([0, 1, 1, 2, 2, 2, 0, 1, 1, 1]), "mse");
        Assert.Equal(0.5, e.Accuracy);
        Assert.Equal([0, 10, 0], e.PredictedHistogram());
    }
}
