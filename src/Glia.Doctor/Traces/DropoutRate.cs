namespace Glia.Doctor.Traces;

/// <summary>The rate that masks of 0 and 1 were drawn with.</summary>
internal static class DropoutRate
{
    // Rates are multiples of a twentieth, and what was drawn is within four standard deviations of one. Conventions.
    private const int Parts = 20, Deviations = 4;

    /// <summary>
    /// The shares that may have been kept, the nearest to what the masks show first; none where masks are scaled or there are none.
    /// </summary>
    public static IEnumerable<double> Kept(Trace trace)
    {
        double[] entries = [.. trace.Layers.SelectMany(layer => layer.Mask?.Values ?? [])];
        if (entries.Length == 0 || entries.Any(value => value is not (0 or 1))) return [];
        double share = entries.Average(), spread = Math.Sqrt(0.25 / entries.Length);
        return Enumerable.Range(1, Parts - 1).Select(part => (double)part / Parts)
            .Where(kept => Math.Abs(kept - share) < Deviations * spread).OrderBy(kept => Math.Abs(kept - share));
    }

    /// <summary>
    /// Dropout in its first form: the evaluation multiplies what a layer gives by the share that is kept.
    /// The weights with which a plain forward pass gives the same.
    /// </summary>
    public static IEnumerable<IReadOnlyList<LayerWeights>> Scaled(Trace trace, IReadOnlyList<LayerWeights> weights) =>
        Kept(trace).Select(kept => weights
            .Select((one, l) => l > 0 && trace.Layers[l - 1].Mask is not null ? one with { Kernel = one.Kernel.Times(kept) }
            : one).ToArray());
}
