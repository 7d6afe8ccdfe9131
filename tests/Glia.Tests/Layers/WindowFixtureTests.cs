using System.Text.Json.Nodes;
using Glia.Checking;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>Convolutions and poolings as PyTorch computes them, forward and backward;
/// Reference/make_convolutions.py made the numbers.</summary>
public class WindowFixtureTests
{
    private static readonly JsonArray Cases = ReferenceValues.Read("convolutions.json").AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_is_PyTorchs(int number)
    {
        JsonNode one = Cases[number]!;
        int[] input = [.. one["input"]!.AsArray().Select(size => size!.GetValue<int>())];
        Network network = new(new Shape(input), LayerCatalogue.Create(ReferenceValues.Copy(one["config"]), "network[0]"));
        Assert.Equal(one["output"]!.AsArray().Select(size => size!.GetValue<int>()), network.OutputShape.ToArray());
        foreach (Parameter parameter in network.Parameters) ReferenceValues.Floats(one[parameter.Name]).CopyTo(network.Weights[parameter]);
        float[] x = ReferenceValues.Floats(one["x"]);
        var run =
            new StageRun(network.Stages[0], network.Weights, [new Tensor(x, 0, network.InputShape, x.Length / network.InputShape.Size)], 1);
        Close(one["y"], run.Forward().Values);
        var gradients = new ParameterBlock(network.Parameters);
        Close(one["dx"], run.Backward(ReferenceValues.Floats(one["dy"]), gradients));
        foreach (Parameter parameter in network.Parameters) Close(one[$"d{parameter.Name}"], gradients[parameter]);
    }

    // Sums of up to 200 products of numbers around 1, and seven digits written: 2e-5 is ten times what float32 rounds away.
    private static void Close(JsonNode? expected, ReadOnlySpan<float> found)
    {
        float[] numbers = ReferenceValues.Floats(expected);
        Assert.Equal(numbers.Length, found.Length);
        for (int i = 0; i < numbers.Length; i++) Assert.Equal(numbers[i], found[i], 2e-5f * Math.Max(1, Math.Abs(numbers[i])));
    }
}
