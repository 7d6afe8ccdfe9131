using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Losses;

namespace Glia.Tests.Losses;

public class FocalTests
{
    [Theory]
    [InlineData(0.1f, 2, 10)]
    [InlineData(0.3f, 0, 3)]
    [InlineData(0.2f, 0.5f, 4)]
    public void The_perfect_loss_is_the_least_a_smoothed_row_can_cost(float smoothing, float gamma, int classes)
    {
        var loss = new CategoricalFocalCrossentropy([0.7f], gamma, labelSmoothing: smoothing);
        double least = double.PositiveInfinity;
        for (int step = 1; step < 2000; step++)
        {
            float own = step / 2000f;
            float[] outputs = [own, .. Enumerable.Repeat((1 - own) / (classes - 1), classes - 1)], targets = [1, .. new float[classes - 1]];
            least = Math.Min(least, loss.Compute(new Tensor(outputs, 0, classes, 1), new Tensor(targets, 0, classes, 1), default));
        }
        Assert.Equal(least, loss.PerfectFor(classes), 4);
        Assert.True(loss.PerfectFor(classes) <= least);
    }

    [Theory]
    [InlineData(false, 0.2f)]
    [InlineData(true, 0.2f)]
    [InlineData(true, 0f)]
    public void The_perfect_loss_of_bits_is_the_mean_of_a_yes_and_a_no(bool balanced, float smoothing)
    {
        var loss = new BinaryFocalCrossentropy(balanced, 0.3f, labelSmoothing: smoothing);
        double mean = 0;
        foreach (float target in new[] { 0f, 1f })
            mean += Enumerable.Range(1, 1999)
                .Min(step => loss.Compute(new Tensor([step / 2000f], 0, 1, 1), new Tensor([target], 0, 1, 1), default)) / 2;
        Assert.Equal(mean, loss.PerfectFor(1), 4);
    }

    [Theory]
    [InlineData("""{"class_name":"categorical_focal_crossentropy","gamma":-1}""", "'gamma' must be at least 0, not -1")]
    [InlineData("""{"class_name":"categorical_focal_crossentropy","alpha":[0.5,"a"]}""",
        "'alpha' must be a number of at least 0, or a list")]
    [InlineData("""{"class_name":"categorical_focal_crossentropy","alpha":-0.5}""", "'alpha' must be a number of at least 0, or a list")]
    [InlineData("""{"class_name":"binary_focal_crossentropy","alpha":1.5}""", "'alpha' must be between 0 and 1, not 1.5")]
    [InlineData("""{"class_name":"binary_focal_crossentropy","apply_class_balancing":1}""",
        "'apply_class_balancing' must be true or false")]
    public void A_wrong_setting_is_named(string loss, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => LossCatalogue.Create(JsonNode.Parse(loss), "training.loss")).Message);

    [Fact]
    public void Weights_are_one_a_class()
    {
        var loss = new CategoricalFocalCrossentropy([0.2f, 0.3f]);
        Assert.Equal("The loss categorical_focal_crossentropy has 2 weights in 'alpha' but the network gives 3 numbers; " +
            "give one weight a class, or one for all.",
            Assert.Throws<GliaException>(() => loss.Check(Targets.OneHot([0, 1, 2]), 3)).Message);
        Assert.Contains("use one-hot targets", Assert.Throws<GliaException>(() => loss.Check(new Targets([0, 1, 2]), 3)).Message);
    }

    // What is certain and right or wrong: nothing is infinite that the definition does not make so, and no gradient is NaN.
    [Theory]
    [InlineData(0.5f)]
    [InlineData(1)]
    [InlineData(2)]
    public void Certain_logits_have_finite_gradients(float gamma)
    {
        float[] logits = [200, -200, 0, -200, 200, 0], gradient = new float[6];
        var classes = new CategoricalFocalCrossentropy(gamma: gamma, fromLogits: true);
        double loss = classes.Compute(new Tensor(logits, 0, 3, 2), new Tensor([1, 0, 0, 1, 0, 0], 0, 3, 2), new Tensor(gradient, 0, 3, 2));
        Assert.Equal(0.25 * 400 / 2, loss, 1e-3);
        Assert.All(gradient, slope => Assert.True(float.IsFinite(slope)));
        var bits = new BinaryFocalCrossentropy(gamma: gamma, fromLogits: true);
        loss = bits.Compute(new Tensor(logits, 0, 6, 1), new Tensor([1, 0, 1, 1, 0, 1], 0, 6, 1), new Tensor(gradient, 0, 6, 1));
        Assert.Equal((400 + 2 * Math.Pow(0.5, gamma) * Math.Log(2)) / 6, loss, 1e-3);
        Assert.All(gradient, slope => Assert.True(float.IsFinite(slope)));
    }

    // Logits become probabilities by what the loss asks, wherever they are used.
    [Theory]
    [InlineData("binary_focal_crossentropy", "sigmoid")]
    [InlineData("categorical_focal_crossentropy", "softmax")]
    public void Logits_are_answered_with_the_probabilities_of_the_loss(string name, string function)
    {
        Loss loss = LossCatalogue.Create(new JsonObject { ["class_name"] = name, ["from_logits"] = true }, "loss");
        var network = new Network(2, [new Glia.Layers.Dense(3)], seed: 2);
        Network probabilities = new(2, [new Glia.Layers.Dense(3, function)], seed: 2);
        var model = new Glia.Models.Model(network) { Loss = LossCatalogue.ToJson(loss) };
        var expected = new float[3];
        probabilities.Predict([0.3f, -2], expected);
        float[] found = Glia.Models.ModelPredictions.Of(model, new FloatFeatures([0.3f, -2], 2)).Probabilities(0);
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], found[i], 1e-6f);

        // And in metrics that see probabilities.
        var data = new Dataset(new FloatFeatures([0.3f, -2, 1, 1], 2), new Targets([1, 0, 0, 0, 1, 0], 3));
        double Measured(Network judged, Loss by) => new Glia.Training.Trainer(judged, by, "sgd")
        {
            Metrics = [Glia.Metrics.MetricCatalogue.Create("mean_squared_error", "metrics")],
        }.Evaluate(data).Metrics[0].Value;
        Assert.Equal(Measured(probabilities, name), Measured(network, loss), 1e-6);
    }
}
