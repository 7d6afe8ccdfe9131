using Glia.Kernels;

namespace Glia.Layers;

/// <summary>One number for what a window sees of each channel: the largest, or the mean. It has no weights.</summary>
public abstract class PoolingLayer : WindowedLayer
{
    private readonly bool _largest;

    private protected PoolingLayer(int dimensions, bool largest) : base(dimensions) => _largest = largest;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    /// <remarks>The gradient of the largest number is found by looking for it again.</remarks>
    public override bool NeedsOutput => _largest;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (_largest) Pooling.Max(pass.Workers, Window, pass.Input.Values, pass.Output.Values);
        else Pooling.Average(pass.Workers, Window, pass.Input.Values, pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.InputGradient.IsEmpty) return;
        Span<float> above = pass.OutputGradient.Values, below = pass.InputGradient.Values;
        if (_largest) Pooling.MaxBackward(pass.Workers, Window, pass.Input.Values, pass.Output.Values, above, below);
        else Pooling.AverageBackward(pass.Workers, Window, above, below);
    }
}
