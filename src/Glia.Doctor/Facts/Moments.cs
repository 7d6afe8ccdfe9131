namespace Glia.Doctor.Facts;

/// <summary>Mean and standard deviation of numbers.</summary>
internal readonly record struct Moments(double Mean, double Deviation)
{
    /// <summary>The root of the mean square: how large the numbers are.</summary>
    public double Size => Math.Sqrt(Mean * Mean + Deviation * Deviation);

    /// <summary>Measures in two passes, so that a large mean does not swallow a small deviation.</summary>
    public static Moments Of(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values) sum += value;
        double mean = sum / values.Length;
        foreach (float value in values) squares += (value - mean) * (value - mean);
        return new Moments(mean, Math.Sqrt(squares / values.Length));
    }
}
