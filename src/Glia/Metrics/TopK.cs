namespace Glia.Metrics;

/// <summary>Whether the right class is among the largest outputs.</summary>
public static class TopK
{
    /// <summary>
    /// Whether fewer than <paramref name="k"/> outputs are larger than that of the right class: Keras' <c>TopKCategoricalAccuracy</c>.
    /// </summary>
    /// <param name="output">The outputs for one row.</param>
    /// <param name="expected">The class that it is.</param>
    /// <param name="k">How many of the largest outputs count.</param>
    public static bool Hit(ReadOnlySpan<float> output, int expected, int k)
    {
        if ((uint)expected >= (uint)output.Length || !float.IsFinite(output[expected])) return false;
        int larger = 0;
        foreach (float value in output)
            if (value > output[expected]) larger++;
        return larger < k;
    }
}
