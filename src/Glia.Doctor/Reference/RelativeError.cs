namespace Glia.Doctor.Reference;

/// <summary>How far two lists of numbers are apart.</summary>
internal static class RelativeError
{
    /// <summary>
    /// Relative to the larger one: ‖a − b‖ / max(‖a‖, ‖b‖); 0 if both are zero.
    /// </summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double difference = 0, normA = 0, normB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            normA += a[i] * a[i];
            normB += b[i] * b[i];
        }
        return difference == 0 ? 0 : Math.Sqrt(difference / Math.Max(normA, normB));
    }
}
