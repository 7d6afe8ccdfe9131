using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Tests.Optimizers;

/// <summary>Every optimizer, step for step, against make_optimizers.py.</summary>
public class OptimizerFixtureTests
{
    private static readonly JsonNode Fixture = ReferenceValues.Read("optimizers.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Fixture["cases"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_is_the_one_of_the_formulas(int number)
    {
        JsonNode fixture = Fixture["cases"]![number]!;
        Optimizer optimizer = OptimizerCatalogue.Create(ReferenceValues.Copy(fixture["optimizer"]), "optimizer");
        var network = new Network(3, new Dense(2, kernelRegularizer: (float)fixture["l2"]!.GetValue<double>()));
        var gradients = new ParameterBlock(network.Parameters);
        optimizer.Reset(network.Weights);
        for (int p = 0; p < 2; p++) ReferenceValues.Floats(Fixture["start"]![p]).CopyTo(network.Weights[network.Parameters[p]]);
        for (int step = 0; step < fixture["weights"]!.AsArray().Count; step++)
        {
            for (int p = 0; p < 2; p++) ReferenceValues.Floats(Fixture["gradients"]![step]![p]).CopyTo(gradients[network.Parameters[p]]);
            optimizer.Apply(network.Weights, gradients, optimizer.LearningRate);
            for (int p = 0; p < 2; p++)
            {
                double[] expected = ReferenceValues.Doubles(fixture["weights"]![step]![p]);
                ReadOnlySpan<float> actual = network.Weights[network.Parameters[p]];
                // A few roundings of float32 a step, at weights up to 4.
                for (int i = 0; i < expected.Length; i++)
                    Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6, $"{fixture["optimizer"]}: step {step + 1}, {network.Parameters[p].Name}[{i}] is {actual[i]:R} instead of {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void No_optimizer_is_without_fixture()
    {
        var covered = Fixture["cases"]!.AsArray().Select(c => c!["optimizer"]!["class_name"]!.GetValue<string>()).ToHashSet();
        Assert.Equal([], OptimizerCatalogue.Names.Where(name => !covered.Contains(name)));
    }
}
