namespace Glia.Doctor.Facts;

/// <summary>Class numbers that were divided as pixels are: by which number they must be multiplied to be whole again.</summary>
internal static class DividedLabels
{
    // Classes are divided by what inputs are divided by; 256 is the largest such number in use. Finer fractions are measurements.
    // Convention.
    private const int Largest = 256;

    // Derived: float32 rounds a label k / 256 by less than a millionth of a step.
    private const double Rounding = 1e-4;

    /// <summary>The divisor; null if the numbers are whole, or no such fractions.</summary>
    public static int? Divisor(ReadOnlySpan<float> values)
    {
        var distinct = new SortedSet<float>();
        foreach (float value in values)
            if (distinct.Add(value) && distinct.Count > TargetView.MostClasses) return null;
        if (distinct.All(float.IsInteger)) return null;
        // The smallest distance of two labels is that of two neighbouring classes.
        float[] sorted = [0, .. distinct];
        Array.Sort(sorted);
        double step = sorted.Zip(sorted.Skip(1), (a, b) => (double)b - a).Where(distance => distance > 0).DefaultIfEmpty(1).Min();
        int divisor = (int)Math.Round(Math.Min(1 / step, Largest + 1));
        return divisor <= Largest && distinct.All(value => IsWhole(value * (double)divisor)) ? divisor : null;
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < Rounding * Math.Max(1, Math.Abs(value));
}
