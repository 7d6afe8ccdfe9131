namespace Glia.Metrics;

/// <summary>Whether the right class is among the largest outputs.</summary>
public static class TopK
{
    /// <summary>
    /// Whether fewer than <paramref name="k"/> outputs are larger than that of the right class: Keras' <c>TopKCategoricalAccuracy</c>.
    /// </summary>
    public static bool Hit(ReadOnlySpan<float> output, int expected, int k)
    {
        if ((uint)expected >= (uint)output.Length || !float.IsFinite(output[expected])) return false;
        int larger = 0;
        foreach (float value in output)
            if (value > output[expected]) larger++;
        return larger < k;
    }
}
