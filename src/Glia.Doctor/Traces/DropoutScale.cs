namespace Glia.Doctor.Traces;

/// <summary>Dropout in its first form: training masks with 0 and 1, and the evaluation multiplies what a layer gives by the share that is kept.</summary>
internal static class DropoutScale
{
    private static readonly double[] s_kept = [0.5, 0.8, 0.9, 0.7, 0.75, 0.6, 0.4, 0.95, 0.85, 0.3, 0.25, 0.2, 0.1];

    /// <summary>The weights with which a plain forward pass gives what such an evaluation gives, for each usual share that fits the masks.</summary>
    public static IEnumerable<IReadOnlyList<LayerWeights>> Scaled(Reading reading, IReadOnlyList<LayerWeights> weights)
    {
        var masks = reading.Trace.Layers.Select(layer => layer.Mask).ToList();
        double[] entries = [.. masks.Where(mask => mask is not null).SelectMany(mask => mask!.Values)];
        if (entries.Length == 0 || entries.Any(value => value is not (0 or 1))) yield break;
        double share = entries.Average(), spread = Math.Sqrt(0.25 / entries.Length);
        foreach (double kept in s_kept.Where(kept => Math.Abs(kept - share) < 4 * spread))
            yield return [.. weights.Select((layer, l) => l > 0 && masks[l - 1] is not null ? layer with { Kernel = layer.Kernel.Times(kept) } : layer)];
    }
}
