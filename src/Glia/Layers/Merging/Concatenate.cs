using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Its inputs side by side along their last axis; the other axes must be equal.</summary>
/// <param name="axis">The last axis: -1, or its number where the batch is axis 0.</param>
public sealed class Concatenate(int axis = -1) : Merge
{
    internal override bool NeedsInput => false;

    /// <inheritdoc/>
    protected internal override Shape Build(ReadOnlySpan<Shape> inputs)
    {
        if (axis != -1 && axis != inputs[0].Rank)
            throw new GliaException($"Layer '{Name}' (Concatenate) is asked for axis {axis} of {inputs[0]}; " +
                $"only the last axis is supported, -1 or {inputs[0].Rank}.");
        int last = 0;
        foreach (Shape shape in inputs)
        {
            last += shape.Last;
            if (shape.ToArray().SkipLast(1).SequenceEqual(inputs[0].ToArray().SkipLast(1))) continue;
            throw new GliaException($"Layer '{Name}' (Concatenate) puts {inputs[0]} and {shape} side by side along the last axis; " +
                "their other axes must be equal.");
        }
        int[] axes = inputs[0].ToArray();
        axes[^1] = last;
        return new Shape(axes);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        int start = 0;
        foreach (Tensor input in pass.Inputs)
        {
            ColumnBlock.Put(input.Values, input.Shape.Last, pass.Output.Values, pass.Output.Shape.Last, start);
            start += input.Shape.Last;
        }
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        int start = 0;
        for (int i = 0; i < pass.Inputs.Length; i++)
        {
            int width = pass.Inputs[i].Shape.Last;
            if (!pass.InputGradients[i].IsEmpty)
                ColumnBlock.Take(pass.OutputGradient.Values, pass.Output.Shape.Last, start, pass.InputGradients[i].Values, width);
            start += width;
        }
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["axis"] = axis };

    internal static Concatenate FromConfig(ConfigReader config) => new(config.Int("axis", -1));
}
