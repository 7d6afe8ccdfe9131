using System.Runtime.InteropServices;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>One number for what a window sees of each channel: the largest, or the mean. It has no weights.</summary>
public abstract class PoolingLayer : WindowedLayer
{
    private readonly bool _largest;

    private protected PoolingLayer(int dimensions, bool largest) : base(dimensions) => _largest = largest;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    // Where the largest number stands is kept, so that nobody looks for it again.
    internal override bool NeedsInput => false;

    internal override bool CanRectify => _largest;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        if (_largest) Pooling.Max(pass.Workers, Window, pass.Input.Values, pass.Output.Values, pass.Training ? Places(pass) : default,
            pass.Rectifies);
        else Pooling.Average(pass.Workers, Window, pass.Input.Values, pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.InputGradient.IsEmpty) return;
        Span<float> above = pass.OutputGradient.Values, below = pass.InputGradient.Values;
        if (_largest) Pooling.MaxBackward(pass.Workers, Window, Places(pass), above, below);
        else Pooling.AverageBackward(pass.Workers, Window, above, below);
    }

    /// <summary>Says where the windows are, and asks for what is kept.</summary>
    private protected Shape Place(Shape input, Size2D window, Size2D strides, Padding padding, LayerBuilder builder)
    {
        Place(input, window, strides, 1, padding);
        if (_largest) builder.SavedPerRow = Window.OutputHeight * Window.OutputWidth * input.Last;
        return Positions(input.Last);
    }

    // The place of the largest number of each window.
    private static Span<int> Places(in Pass pass) => MemoryMarshal.Cast<float, int>(pass.Saved);
}
