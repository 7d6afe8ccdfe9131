namespace Glia.DoctorBench.Bases;

/// <summary>What a careful program does with its inputs before it trains. Fitted on the training rows.</summary>
internal static class Scaling
{
    /// <summary>Both parts divided by 255.</summary>
    public static (Part Train, Part Test) Unit(this (Part Train, Part Test) parts, float most = 255) =>
        (parts.Train.MapX(value => value / most), parts.Test.MapX(value => value / most));

    /// <summary>Both parts with mean 0 and deviation 1 by column, of the training rows.</summary>
    public static (Part Train, Part Test) Standardized(this (Part Train, Part Test) parts)
    {
        var (means, deviations) = Columns(parts.Train);
        return (Apply(parts.Train, means, deviations), Apply(parts.Test, means, deviations));
    }

    /// <summary>Value targets with mean 0 and deviation 1, of the training rows.</summary>
    public static (Part Train, Part Test) StandardizedTargets(this (Part Train, Part Test) parts)
    {
        double mean = parts.Train.Y.Average(), deviation = Math.Sqrt(parts.Train.Y.Average(value => (value - mean) * (value - mean)));
        return (Change(parts.Train), Change(parts.Test));

        Part Change(Part part) => part.MapY(value => (float)((value - mean) / deviation));
    }

    private static (double[] Means, double[] Deviations) Columns(Part part)
    {
        var means = new double[part.Width];
        var deviations = new double[part.Width];
        for (int i = 0; i < part.X.Length; i++) means[i % part.Width] += part.X[i] / part.Rows;
        for (int i = 0; i < part.X.Length; i++) deviations[i % part.Width] += Math.Pow(part.X[i] - means[i % part.Width], 2) / part.Rows;
        return (means, [.. deviations.Select(square => square > 1e-12 ? Math.Sqrt(square) : 1)]);
    }

    private static Part Apply(Part part, double[] means, double[] deviations) =>
        part with { X = [.. part.X.Select((value, i) => (float)((value - means[i % part.Width]) / deviations[i % part.Width]))] };
}
