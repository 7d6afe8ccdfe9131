using Glia.Kernels;

namespace Glia.Interop.Keras;

/// <summary>Keras' words for a padding.</summary>
internal static class KerasPadding
{
    /// <summary>The word that gives the same windows; null for none. What no window reaches does not matter.</summary>
    public static string? Word(Window window)
    {
        if (window.Top == 0 && window.Left == 0 && Fits(window.Height, window.ReachY, window.StrideY, window.OutputHeight)
            && Fits(window.Width, window.ReachX, window.StrideX, window.OutputWidth)) return "valid";
        return Same(window.Height, window.ReachY, window.StrideY, window.Top, window.OutputHeight)
            && Same(window.Width, window.ReachX, window.StrideX, window.Left, window.OutputWidth) ? "same" : null;
    }

    private static bool Fits(int size, int reach, int stride, int steps) => size >= reach && ((size - reach) / stride) + 1 == steps;

    // As many steps as the stride goes into the size; the smaller half of what is missing comes in front.
    private static bool Same(int size, int reach, int stride, int before, int steps)
    {
        int wanted = (size + stride - 1) / stride;
        return steps == wanted && before == Math.Max(((wanted - 1) * stride) + reach - size, 0) / 2;
    }
}
