namespace Glia.Kernels;

/// <summary>
/// Inverted dropout (Srivastava et al., JMLR 2014). Which numbers fall depends on (seed, step, layer, position) alone, so nothing is stored:
/// the backward pass applies the same call to the gradient, and any split over threads gives the same bits.
/// </summary>
public static class Dropout
{
    /// <summary>y = 0 with probability <paramref name="rate"/>, x / (1 - rate) otherwise. The two may be the same memory. Forward and backward alike.</summary>
    /// <param name="x">The outputs of a layer, or their gradient.</param>
    /// <param name="y">Receives as many numbers.</param>
    /// <param name="rate">The share that falls, from 0 to below 1.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="layer">The number of the layer.</param>
    public static void Apply(ReadOnlySpan<float> x, Span<float> y, float rate, ulong seed, long step, int layer)
    {
        Lanes.RequireLength(y.Length, x.Length, nameof(y));
        float scale = 1 / (1 - rate);
        // A word below the threshold falls.
        uint threshold = (uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0));
        var words = new RandomWords(seed, (ulong)step, (uint)layer);
        for (int i = 0; i < x.Length; i += 4)
        {
            words.Block((uint)(i >> 2), out uint r0, out uint r1, out uint r2, out uint r3);
            y[i] = r0 < threshold ? 0 : x[i] * scale;
            if (i + 1 < x.Length) y[i + 1] = r1 < threshold ? 0 : x[i + 1] * scale;
            if (i + 2 < x.Length) y[i + 2] = r2 < threshold ? 0 : x[i + 2] * scale;
            if (i + 3 < x.Length) y[i + 3] = r3 < threshold ? 0 : x[i + 3] * scale;
        }
    }
}
