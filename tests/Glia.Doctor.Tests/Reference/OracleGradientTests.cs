using Glia.Doctor.Reference;
using Glia.Float64;

namespace Glia.Doctor.Tests.Reference;

/// <summary>Every backward pass of the oracle against differences of its forward pass.</summary>
public class OracleGradientTests
{
    public static TheoryData<string> ActivationNames => [.. Activations.Names];

    public static TheoryData<string, bool> LossNames
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in OracleLosses.Names)
            {
                data.Add(name, false);
                if (name.EndsWith("crossentropy", StringComparison.Ordinal)) data.Add(name, true);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(ActivationNames))]
    public void A_network_with_this_activation_has_the_gradient_of_its_differences(string name)
    {
        var random = new System.Random(3);
        var last = Normal(random, 5, 2);
        OracleNetwork network = new(
            new OracleDense(Normal(random, 4, 5), Normal(random, 1, 5)), new OracleActivation(Activations.Named(name)),
            new OracleDense(last, null));
        Check(network, Normal(random, 6, 4), Normal(random, 6, 2), OracleLosses.Named("mse"));
    }

    [Theory, MemberData(nameof(LossNames))]
    public void A_network_with_this_loss_has_the_gradient_of_its_differences(string name, bool fromLogits)
    {
        var random = new System.Random(4);
        bool sparse = name.StartsWith("sparse", StringComparison.Ordinal);
        string output = fromLogits ? "linear" : name is "binary_crossentropy" or "poisson" ? "sigmoid" : name.Contains("entropy")
            || name.Contains("kl_") ? "softmax" : "linear";
        var targets = sparse ? new Matrix(6, 1, [0, 2, 1, 2, 2, 0]) : Activations.Named("softmax").Forward(Normal(random, 6, 3));
        OracleNetwork network = new(
            new OracleDense(Normal(random, 4, 5), Normal(random, 1, 5)), new OracleActivation(Activations.Named("tanh")),
            new OracleDense(Normal(random, 5, 3), Normal(random, 1, 3)), new OracleActivation(Activations.Named(output)));
        foreach (bool sum in new[] { false, true })
        {
            var loss = OracleLosses.Named(name, fromLogits, name.Contains("entropy") ? 0.1 : 0, sum);
            Check(network, Normal(random, 6, 4), targets, loss);
            // Well inside (0, 1): differences are useless where a logarithm bends within one step.
            var literal = Activations.Named("softmax").Forward(Normal(random, 6, 3).Times(0.3)).Times(0.9);
            double[] numeric = NumericGradient.Of(() => loss.Value(literal, targets), literal.Values);
            Assert.True(RelativeError.Of(loss.Gradient(literal, targets).Values, numeric) < 1e-7);
        }
    }

    [Fact]
    public void Dropout_and_batch_normalization_have_the_gradient_of_their_differences()
    {
        var random = new System.Random(5);
        var mask = Normal(random, 6, 5).Map(value => value > 0 ? 2 : 0);
        OracleNetwork network = new(
            new OracleFlatten(), new OracleDense(Normal(random, 4, 5), null), // a bias here would have gradient zero
            new OracleBatchNormalization(Normal(random, 1, 5), Normal(random, 1, 5), new(1, 5), new(1, 5)),
            new OracleActivation(Activations.Named("tanh")), new OracleDropout(mask),
            new OracleDense(Normal(random, 5, 3), Normal(random, 1, 3)), new OracleActivation(Activations.Named("softmax")));
        var targets = Activations.Named("softmax").Forward(Normal(random, 6, 3));
        Check(network, Normal(random, 6, 4), targets, OracleLosses.Named("categorical_crossentropy"));
    }

    [Fact]
    public void A_confident_wrong_softmax_keeps_its_gradient()
    {
        // Literally clipped, this gradient would be zero: p is exp(-60).
        OracleNetwork network = new(new OracleDense(new(1, 2, [0, 60]), new(1, 2)), new OracleActivation(Activations.Named("softmax")));
        double loss = network.Differentiate(new(1, 1, [1]), new(1, 2, [1, 0]), OracleLosses.Named("categorical_crossentropy"));
        Assert.Equal(60, loss, 1e-9);
        double[] expected = [-1, 1];
        Assert.Equal(expected, network.Parameters.Last().Gradient.Values, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private static void Check(OracleNetwork network, Matrix inputs, Matrix targets, Loss loss)
    {
        network.Differentiate(inputs, targets, loss);
        var analytic = network.Parameters.Select(parameter => parameter.Gradient.Copy()).ToList();
        int index = 0;
        foreach (var parameter in network.Parameters)
        {
            double[] numeric = NumericGradient.Of(() => loss.Value(network.Forward(inputs, training: true), targets),
                parameter.Value.Values, 1e-6);
            double error = RelativeError.Of(analytic[index++].Values, numeric);
            Assert.True(error < 1e-6, $"{parameter.Name} {index}: {error}");
        }
    }

    private static Matrix Normal(System.Random random, int rows, int columns) =>
        new Matrix(rows, columns).Map(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
