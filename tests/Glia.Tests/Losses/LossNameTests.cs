using Glia.Data;
using Glia.Losses;
using Glia.Training;

namespace Glia.Tests.Losses;

public class LossNameTests
{
    [Theory]
    [InlineData("mse", "mean_squared_error")]
    [InlineData("MSE", "mean_squared_error")]
    [InlineData("mae", "mean_absolute_error")]
    [InlineData("mape", "mean_absolute_percentage_error")]
    [InlineData("MeanAbsolutePercentageError", "mean_absolute_percentage_error")]
    [InlineData("msle", "mean_squared_logarithmic_error")]
    [InlineData("kld", "kl_divergence")]
    [InlineData("kullback_leibler_divergence", "kl_divergence")]
    [InlineData("bce", "binary_crossentropy")]
    [InlineData("logcosh", "log_cosh")]
    [InlineData("huber_loss", "huber")]
    [InlineData("SquaredHinge", "squared_hinge")]
    [InlineData("CategoricalHinge", "categorical_hinge")]
    [InlineData("CosineSimilarity", "cosine_similarity")]
    [InlineData("CategoricalFocalCrossentropy", "categorical_focal_crossentropy")]
    [InlineData("keras.losses.BinaryFocalCrossentropy", "binary_focal_crossentropy")]
    [InlineData("keras.losses.MeanSquaredError", "mean_squared_error")]
    [InlineData("tf.keras.losses.hinge", "hinge")]
    public void Every_alias_of_Keras_is_its_loss(string alias, string name) => Assert.Equal(name, ((Loss)alias).Name);

    [Theory]
    [InlineData("dice", "Keras has the loss 'dice', Glia has not yet; known are ")]
    [InlineData("hinges", "unknown loss 'hinges'; did you mean 'hinge'?")]
    public void What_is_not_there_is_said(string name, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<GliaException>(() => (Loss)name).Message, StringComparison.Ordinal);

    [Fact]
    public void Categorical_hinge_refuses_class_numbers() =>
        Assert.Contains("needs targets of 3 numbers a row (one-hot) but gets class numbers",
            Assert.Throws<GliaException>(() => new CategoricalHinge().Check(new Targets([0, 1, 2]), 3)).Message, StringComparison.Ordinal);

    // Labels of -1 and 1, as the hinge has them, or 0 and 1: an output above zero is a yes.
    [Theory]
    [InlineData(-1, "hinge")]
    [InlineData(0, "hinge")]
    [InlineData(-1, "squared_hinge")]
    public void A_hinge_learns_and_counts_right_answers_by_the_sign(int no, string loss)
    {
        var inputs = new float[400];
        Kernels.RandomFill.Normal(inputs, 0, 1, 2, 1);
        Dataset data = Dataset.Values(inputs, 2, [.. Enumerable.Range(0, 200).Select(i => inputs[2 * i] > inputs[2 * i + 1] ? 1f : no)]);
        var trainer = new Trainer(new Network(2, new Glia.Layers.Dense(1)), loss, new Glia.Optimizers.SGD(0.1f));
        History history = trainer.Fit(data, new FitOptions { Epochs = 20 });
        Assert.True(trainer.Evaluate(data).Accuracy > 0.95);
        Assert.True(history.Epochs[^1].Accuracy > 0.95);
    }

    // From the file to the answer: outputs above 0 are a yes, in the accuracy as in the prediction.
    [Theory]
    [InlineData(-1, "-1")]
    [InlineData(0, "0")]
    public void A_model_trained_by_a_hinge_answers_by_the_sign(int no, string name)
    {
        var inputs = new float[200];
        Kernels.RandomFill.Normal(inputs, 0, 1, 2, 1);
        float[] targets = [.. inputs.Select(x => x > 0 ? 1f : no)];
        var experiment = Glia.Experiments.Experiment.Parse("e.json", """
            {"data":{"source":"d.npz","scale":"none"},"network":[{"class_name":"Dense","units":1}],
             "training":{"loss":"hinge","optimizer":{"class_name":"SGD","learning_rate":0.05},"epochs":10}}
            """);
        var run = Glia.Experiments.ExperimentRun.Prepare(experiment,
            Glia.Experiments.LoadedData.OfNumbers(new FloatFeatures(inputs, 1), new Targets(targets)));
        Glia.Experiments.RunSummary summary = run.Train();
        Assert.Equal([name, "1"], run.ClassNames!);
        Assert.True(summary.Train.Accuracy > 0.95);
        var predictions = Glia.Models.ModelPredictions.Of(run.ToModel(), new FloatFeatures([0.3f, -0.3f, 2, -2], 1));
        // Between 0 and one half, where a probability would be a no.
        Assert.InRange(predictions[0][0], 0.01f, 2);
        Assert.Equal([1, 0, 1, 0], Enumerable.Range(0, 4).Select(predictions.Class));
    }
}
