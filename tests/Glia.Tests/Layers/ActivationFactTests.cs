using Glia.Kernels;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>What each activation says of itself, held against what it computes.</summary>
public class ActivationFactTests
{
    // Beyond 80 a float32 exponential is near its end.
    private static readonly float[] s_inputs = [.. Enumerable.Range(-8000, 16001).Select(i => i / 100f)];

    public static TheoryData<string> Names => [.. ActivationCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_range_holds_all_that_it_gives_and_is_approached(string name)
    {
        var function = Made(name);
        Assert.True(function.Range is not null, $"{name} says nothing of its range");
        (double low, double high) = function.Range.Value;
        float[] values = Values(function);
        // The bounds are rounded to four digits.
        Assert.All(values, value => Assert.InRange(value, low - 1e-4, high + 1e-4));
        if (double.IsFinite(low)) Assert.InRange(values.Min(), low - 1e-4, low + 0.02);
        else Assert.True(values.Min() < -10);
        if (double.IsFinite(high)) Assert.InRange(values.Max(), high - 0.02, high + 1e-4);
        else Assert.True(values.Max() > 10);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Past_the_input_it_names_its_slope_is_below_a_hundredth_of_the_steepest_on_both_sides(string name)
    {
        var function = Made(name);
        if (function is SoftmaxActivation or LogSoftmaxActivation) return;
        float[] slopes = Slopes(function);
        float steepest = slopes.Max();
        var steep = s_inputs.Zip(slopes).Where(point => point.Second > 0.01 * steepest).Select(point => Math.Abs(point.First)).ToList();
        if (function.FlatBeyond is { } edge) Assert.InRange(steep.Max(), edge - 0.1, edge);
        else Assert.True(steep.Max() > 50, $"{name} is flat beyond {steep.Max()} and does not say so");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_rectifies_outgrows_and_dies_as_it_says(string name)
    {
        var function = Made(name);
        if (function is SoftmaxActivation or LogSoftmaxActivation) return;
        float[] values = Values(function);
        float At(float input) => values[Array.IndexOf(s_inputs, input)];
        Assert.Equal(At(1) == 1 && At(50) == 50 && Math.Abs(At(-50)) < 20, function.Rectifies);
        Assert.Equal(At(50) > 1e6, function.Outgrows);
        Assert.Equal(function.Rectifies && At(-1) == 0, function.CanDie);
    }

    private static ActivationFunction Made(string name) => ActivationCatalogue.Create(name, "activation");

    // Two numbers a row, so that softmax has something to compare.
    private static float[] Values(ActivationFunction function)
    {
        if (function is not (SoftmaxActivation or LogSoftmaxActivation)) return Run(function, s_inputs, 1);
        return Run(function, [.. s_inputs.SelectMany(input => (float[])[input, 0])], 2);
    }

    private static float[] Run(ActivationFunction function, float[] inputs, int width)
    {
        Tensor z = new(inputs, 0, width, inputs.Length / width), y = Tensor.Allocate(width, inputs.Length / width);
        function.Forward(z, y, Workers.Single);
        return y.Values.ToArray();
    }

    private static float[] Slopes(ActivationFunction function)
    {
        int rows = s_inputs.Length;
        Tensor z = new(s_inputs, 0, 1, rows), y = Tensor.Allocate(1, rows), dy = Tensor.Allocate(1, rows), dz = Tensor.Allocate(1, rows);
        dy.Values.Fill(1);
        function.Forward(z, y, Workers.Single);
        function.Backward(z, y, dy, dz, Workers.Single);
        return dz.Values.ToArray();
    }
}
