using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The mean of its inputs.</summary>
public sealed class Average : Merge
{
    internal override bool NeedsInput => false;

    /// <inheritdoc/>
    protected internal override Shape Build(ReadOnlySpan<Shape> inputs) => Same(inputs);

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Add.Sum(pass);
        Elementwise.Scale(1f / pass.Inputs.Length, pass.Output.Values, pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass) => HandOn(pass, 1f / pass.Inputs.Length);
}
