using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>Every activation and its derivative against make_activations.py.</summary>
public class ActivationFixtureTests
{
    private static readonly JsonNode Fixture = ReferenceValues.Read("activations.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Fixture["cases"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient_are_those_of_torch(int number)
    {
        JsonNode fixture = Fixture["cases"]![number]!;
        ActivationFunction function = ActivationCatalogue.Create(ReferenceValues.Copy(fixture["activation"]), "activation");
        float[] numbers = ReferenceValues.Floats(Fixture["z"]);
        Tensor z = new(numbers, 0, numbers.Length, 1), y = Tensor.Allocate(numbers.Length, 1), dz = Tensor.Allocate(numbers.Length, 1);
        Tensor dy = new(ReferenceValues.Floats(Fixture["upstream"]), 0, numbers.Length, 1);
        function.Forward(z, y, Workers.Single);
        function.Backward(z, y, dy, dz, Workers.Single);
        double[] value = ReferenceValues.Doubles(fixture["y"]), gradient = ReferenceValues.Doubles(fixture["dz"]);
        for (int i = 0; i < numbers.Length; i++)
        {
            // torch's own gelu takes 1 + erf or 1 + tanh, of which nothing but rounding is left in the far left tail.
            // Softmax rounds z - max, here up to 150, to float32: 4e-6 of the exponential, 8e-6 of the derivative.
            // log_softmax is z - ln(sum), of which for the largest z nothing but rounding is left.
            double least = function.Name is "gelu" or "log_softmax" ? 1e-14 : 1e-38;
            Close(value[i], y.Values[i], numbers[i], function.Name == "softmax" ? 8e-6 : 1e-6, least);
            // A derivative through y loses what y rounded away: 1e-7 of what comes from above.
            Close(gradient[i], dz.Values[i], numbers[i], 1e-5, 2e-7);
        }

        if (function.NeedsInput) return;
        function.Forward(z, z, Workers.Single);
        function.Backward(default, z, dy, dy, Workers.Single);
        Assert.Equal(y.Values, z.Values);
        Assert.Equal(dz.Values, dy.Values);
    }

    [Fact]
    public void No_activation_is_without_fixture()
    {
        var covered = Fixture["cases"]!.AsArray()
            .Select(c => ActivationCatalogue.Create(ReferenceValues.Copy(c!["activation"]), "activation").Name).ToHashSet();
        Assert.Equal([], ActivationCatalogue.Names.Where(name => !covered.Contains(name)));
    }

    private static void Close(double expected, float actual, float z, double relative, double absolute) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected) + absolute,
            $"At {z:R}: {actual:R} instead of {expected:R}");
}
