using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The sum of its inputs.</summary>
public sealed class Add : Merge
{
    internal override bool NeedsInput => false;

    /// <inheritdoc/>
    protected internal override Shape Build(ReadOnlySpan<Shape> inputs) => Same(inputs);

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Sum(pass);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass) => HandOn(pass);

    internal static void Sum(in Pass pass)
    {
        pass.Input.Values.CopyTo(pass.Output.Values);
        for (int i = 1; i < pass.Inputs.Length; i++)
            Elementwise.Add(pass.Output.Values, pass.Inputs[i].Values, pass.Output.Values);
    }
}
