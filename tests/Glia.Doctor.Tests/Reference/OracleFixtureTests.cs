using System.Text.Json;
using Glia.Doctor.Reference;
using Glia.Float64;

namespace Glia.Doctor.Tests.Reference;

/// <summary>The oracle against values that torch and numpy computed; make_fixtures.py beside this file made them.</summary>
public class OracleFixtureTests
{
    private static readonly JsonElement s_fixtures =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "fixtures.json"))).RootElement;

    public static TheoryData<string> ActivationNames =>
        [.. s_fixtures.GetProperty("activations").EnumerateObject().Select(one => one.Name)];

    public static TheoryData<string> LossNames => [.. s_fixtures.GetProperty("losses").EnumerateObject().Select(one => one.Name)];

    public static TheoryData<string> OptimizerNames => [.. s_fixtures.GetProperty("optimizers").EnumerateObject().Select(one => one.Name)];

    [Theory, MemberData(nameof(ActivationNames))]
    public void An_activation_and_its_derivative_are_those_of_torch(string name)
    {
        var z = ToMatrix(s_fixtures.GetProperty("z"));
        var expected = s_fixtures.GetProperty("activations").GetProperty(name);
        var activation = Activations.Named(name);
        AssertClose(ToMatrix(expected.GetProperty("value")), activation.Forward(z));
        AssertClose(ToMatrix(expected.GetProperty("derivative")), activation.Backward(z, z.Map(_ => 1)));
    }

    [Theory, MemberData(nameof(LossNames))]
    public void A_loss_and_its_gradient_are_those_of_torch(string name)
    {
        var expected = s_fixtures.GetProperty("losses").GetProperty(name);
        var outputs = ToMatrix(expected.GetProperty("outputs"));
        var targets = ToMatrix(expected.GetProperty("targets"));
        var gradient = ToMatrix(expected.GetProperty("gradient"));
        if (name == "softmax")
        {
            AssertClose(gradient, Activations.Named(name).Backward(outputs, targets));
            return;
        }
        string[] words = name.Split('/');
        var loss = OracleLosses.Named(words[0], words.Contains("logits"), words.Contains("smooth") ? 0.1 : 0, words.Contains("sum"));
        Assert.Equal(expected.GetProperty("value").GetDouble(), loss.Value(outputs, targets), 1e-6); // torch does not clip at 1e-7
        AssertClose(gradient, loss.Gradient(outputs, targets), 1e-6);
    }

    [Theory, MemberData(nameof(OptimizerNames))]
    public void An_optimizer_walks_the_path_that_Keras_defines(string name)
    {
        OptimizerRule rule = name switch
        {
            "sgd" => new SgdRule(0.1),
            "momentum" => new SgdRule(0.1, 0.9),
            "nesterov" => new SgdRule(0.1, 0.9, nesterov: true),
            "adam" => new AdamRule(0.01),
            "adamw" => new AdamRule(0.01, weightDecay: 0.004),
            "rmsprop" => new RmspropRule(0.01),
            "rmsprop_momentum" => new RmspropRule(0.01, momentum: 0.5),
            "adagrad" => new AdagradRule(0.05),
            "adadelta" => new AdadeltaRule(0.5),
            _ => new NadamRule(0.01),
        };
        double[][] gradients = [[0.1, -2.0, 0.0], [0.3, 1.0, -0.5], [-0.2, 0.7, 4.0], [1e-4, -3.0, 0.9], [0.6, 0.6, -0.6]];
        double[] weights = [0.5, -1.25, 3.0];
        var path = ToMatrix(s_fixtures.GetProperty("optimizers").GetProperty(name));
        for (int step = 0; step < gradients.Length; step++)
        {
            rule.Step(weights, gradients[step]);
            for (int i = 0; i < weights.Length; i++) Assert.Equal(path[step, i], weights[i], 1e-12);
        }
    }

    [Fact]
    public void Batch_normalization_in_training_is_that_of_torch()
    {
        var expected = s_fixtures.GetProperty("batch_normalization");
        var layer = new OracleBatchNormalization(new(1, 2, [1.5, -0.5]), new(1, 2, [0.2, 0.1]), new(1, 2), new(1, 2, [1, 1]));
        AssertClose(ToMatrix(expected.GetProperty("outputs")), layer.Forward(ToMatrix(expected.GetProperty("x")), training: true));
        AssertClose(ToMatrix(expected.GetProperty("dx")), layer.Backward(ToMatrix(expected.GetProperty("upstream"))));
        AssertClose(ToMatrix(expected.GetProperty("dgamma")), layer.Gamma.Gradient);
        AssertClose(ToMatrix(expected.GetProperty("dbeta")), layer.Beta.Gradient);
        AssertClose(ToMatrix(expected.GetProperty("moving_mean")), layer.MovingMean);
    }

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance = 1e-12)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        for (int i = 0; i < expected.Values.Length; i++)
            Assert.True(Math.Abs(expected.Values[i] - actual.Values[i]) <= tolerance * Math.Max(1, Math.Abs(expected.Values[i])),
                $"[{i}] expected {expected.Values[i]:R}, was {actual.Values[i]:R}");
    }

    private static Matrix ToMatrix(JsonElement array)
    {
        var rows = array.EnumerateArray().ToList();
        if (rows[0].ValueKind == JsonValueKind.Number) return new(1, rows.Count, [.. rows.Select(one => one.GetDouble())]);
        return new(rows.Count, rows[0].GetArrayLength(), [.. rows.SelectMany(row => row.EnumerateArray().Select(one => one.GetDouble()))]);
    }
}
