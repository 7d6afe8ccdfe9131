using Glia.Kernels;

namespace Glia.Layers;

/// <summary>
/// The three directions of a depthwise convolution with weights <c>[rows, columns, channels, multiplier]</c>: one filter a channel goes
/// over the channels at once; with more, each channel is a group of its own.
/// </summary>
internal readonly record struct DepthwiseProduct(Window Window, int Multiplier)
{
    public void Forward(Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y)
    {
        if (Multiplier == 1) DepthwiseConvolution.Forward(workers, Window, x, w, bias, y);
        else Kernels.Convolution.Forward(workers, Window, x, w, bias, y, groups: Window.Channels);
    }

    public void InputGradient(Workers workers, ReadOnlySpan<float> dy, ReadOnlySpan<float> w, Span<float> dx)
    {
        if (Multiplier == 1) DepthwiseConvolution.InputGradient(workers, Window, dy, w, dx);
        else Kernels.Convolution.InputGradient(workers, Window, dy, w, dx, groups: Window.Channels);
    }

    public void WeightGradient(Workers workers, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dw, bool add)
    {
        if (Multiplier == 1) DepthwiseConvolution.WeightGradient(workers, Window, x, dy, dw, add);
        else Kernels.Convolution.WeightGradient(workers, Window, x, dy, dw, groups: Window.Channels, accumulate: add);
    }
}
