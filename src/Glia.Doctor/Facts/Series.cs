namespace Glia.Doctor.Facts;

/// <summary>Figures of a row of values in the order in which they came.</summary>
internal static class Series
{
    // The share of a row that is its beginning or its end, and the share after which it is late.
    private const double Fifth = 0.2, Late = 0.6;

    // Neighbours that are averaged before the least is looked for: one lucky batch is no best value.
    private const int Neighbours = 5;

    // Below these there is nothing to compare.
    private const int LeastOfLate = 6, LeastOfSwing = 4;

    /// <summary>The mean of the first fifth, at least one value; NaN without values.</summary>
    public static double Start(ReadOnlySpan<double> values) => Mean(values[..Width(values)]);

    /// <summary>The mean of the last fifth, at least one value; NaN without values.</summary>
    public static double End(ReadOnlySpan<double> values) => Mean(values[^Width(values)..]);

    /// <summary>The smallest mean of five neighbours; of all values where there are fewer.</summary>
    public static double Best(ReadOnlySpan<double> values)
    {
        double best = double.PositiveInfinity;
        int width = Math.Min(Neighbours, values.Length);
        for (int i = 0; i + width <= values.Length && width > 0; i++) best = Math.Min(best, Mean(values.Slice(i, width)));
        return best;
    }

    /// <summary>How far the values fell from the first to the last fifth, in standard errors of that fall; negative if they rose.</summary>
    public static double FallInErrors(ReadOnlySpan<double> values) => Significance(values[..Width(values)], values[^Width(values)..]);

    /// <summary>The same between the two halves of the last 40 %: whether they are still falling.</summary>
    public static double LateFallInErrors(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<double> late = values[(int)(Late * values.Length)..];
        return late.Length < LeastOfLate ? 0 : Significance(late[..(late.Length / 2)], late[(late.Length / 2)..]);
    }

    /// <summary>The share of values above the one before.</summary>
    public static double RisingShare(ReadOnlySpan<double> values)
    {
        int rising = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[i - 1]) rising++;
        return values.Length < 2 ? 0 : (double)rising / (values.Length - 1);
    }

    /// <summary>How much they swing in the second half: the mean distance between neighbours.</summary>
    public static double LateSwing(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<double> late = values[(values.Length / 2)..];
        if (late.Length < LeastOfSwing) return 0;
        double differences = 0;
        for (int i = 1; i < late.Length; i++) differences += Math.Abs(late[i] - late[i - 1]);
        return differences / (late.Length - 1);
    }

    /// <summary>The mean; NaN without values.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    private static int Width(ReadOnlySpan<double> values) => Math.Min(values.Length, Math.Max(1, (int)(Fifth * values.Length)));

    private static double Significance(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        if (before.Length < 2 || after.Length < 2) return 0;
        double error = Math.Sqrt(Variance(before) / before.Length + Variance(after) / after.Length), fall = Mean(before) - Mean(after);
        if (error > 0) return fall / error;
        return fall == 0 ? 0 : double.CopySign(double.PositiveInfinity, fall);
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (double value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }
}
