using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Tests.Optimizers;

/// <summary>Every optimizer, step for step, against make_optimizers.py and make_more_optimizers.py.</summary>
public class OptimizerFixtureTests
{
    private static readonly Dictionary<string, JsonNode> Fixtures = new[] { "optimizers.json", "more_optimizers.json" }
        .ToDictionary(name => name, ReferenceValues.Read);

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach ((string name, JsonNode fixture) in Fixtures)
                for (int i = 0; i < fixture["cases"]!.AsArray().Count; i++) cases.Add(name, i);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_is_the_one_of_the_formulas(string file, int number)
    {
        JsonNode whole = Fixtures[file], fixture = whole["cases"]![number]!;
        Optimizer optimizer = OptimizerCatalogue.Create(ReferenceValues.Copy(fixture["optimizer"]), "optimizer");
        var network = new Network(3, new Dense(2,
            kernelRegularizer: new((float)(fixture["l1"]?.GetValue<double>() ?? 0), (float)fixture["l2"]!.GetValue<double>())));
        var gradients = new ParameterBlock(network.Parameters);
        optimizer.Reset(network.Weights);
        for (int p = 0; p < 2; p++) ReferenceValues.Floats(whole["start"]![p]).CopyTo(network.Weights[network.Parameters[p]]);
        for (int step = 0; step < fixture["weights"]!.AsArray().Count; step++)
        {
            for (int p = 0; p < 2; p++) ReferenceValues.Floats(whole["gradients"]![step]![p]).CopyTo(gradients[network.Parameters[p]]);
            optimizer.Apply(network.Weights, gradients, optimizer.LearningRate * (whole["rates"]?[step]!.GetValue<float>() ?? 1));
            for (int p = 0; p < 2; p++)
            {
                double[] expected = ReferenceValues.Doubles(fixture["weights"]![step]![p]);
                ReadOnlySpan<float> actual = network.Weights[network.Parameters[p]];
                // A few roundings of float32 a step, at weights up to 4.
                for (int i = 0; i < expected.Length; i++)
                    Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6, $"{fixture["optimizer"]}: " +
                        $"step {step + 1}, {network.Parameters[p].Name}[{i}] is {actual[i]:R} instead of {expected[i]:R}");
            }
        }
    }

    [Fact]
    public void No_optimizer_is_without_fixture()
    {
        var covered = Fixtures.Values.SelectMany(fixture => fixture["cases"]!.AsArray())
            .Select(c => c!["optimizer"]!["class_name"]!.GetValue<string>()).ToHashSet();
        Assert.Equal([], OptimizerCatalogue.Names.Where(name => !covered.Contains(name)));
    }
}
