using System.Text.Json.Nodes;
using Glia.Checking;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>Layers of sequences as PyTorch computes them, forward and backward; Reference/make_sequences.py made the numbers.</summary>
public class SequenceFixtureTests
{
    private static readonly JsonArray Cases = ReferenceValues.Read("sequences.json").AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_is_PyTorchs(int number)
    {
        JsonNode one = Cases[number]!;
        int[] input = [.. one["input"]!.AsArray().Select(size => size!.GetValue<int>())];
        Network network = new(new Shape(input), LayerCatalogue.Create(ReferenceValues.Copy(one["config"]), "network[0]"));
        Assert.Equal(one["output"]!.AsArray().Select(size => size!.GetValue<int>()), network.OutputShape.ToArray());
        foreach (Parameter parameter in network.Parameters)
            ReferenceValues.Floats(one[parameter.Name]).CopyTo(network.Weights[parameter]);
        float[] x = ReferenceValues.Floats(one["x"]);
        var samples = new Tensor(x, 0, network.InputShape, x.Length / network.InputShape.Size);
        var run = new StageRun(network.Stages[0], network.Weights, [samples], 1);
        Close(one["y"], run.Forward().Values);
        var gradients = new ParameterBlock(network.Parameters);
        float[] back = run.Backward(ReferenceValues.Floats(one["dy"]), gradients);
        if (one["dx"] is { } dx) Close(dx, back);
        foreach (Parameter parameter in network.Parameters) Close(one[$"d{parameter.Name}"], gradients[parameter]);
    }

    // Some ten steps of sums of some ten products of numbers around 1, and seven digits written: ten times what float32 rounds away.
    private static void Close(JsonNode? expected, ReadOnlySpan<float> found)
    {
        float[] numbers = ReferenceValues.Floats(expected);
        Assert.Equal(numbers.Length, found.Length);
        for (int i = 0; i < numbers.Length; i++) Assert.Equal(numbers[i], found[i], 2e-5f * Math.Max(1, Math.Abs(numbers[i])));
    }
}
