using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>How numbers are spread, as shares of them in bins of equal width.</summary>
internal static class Spread
{
    // Enough bins to tell one heap from two. Convention.
    private const int Bins = 32;

    /// <summary>An exhibit of one or several lists of numbers on one scale; null where there are none, or they are all the same.</summary>
    /// <param name="kind">What it shows.</param>
    /// <param name="parts">The lists by name; numbers that are not finite are left out.</param>
    public static Exhibit? Of(ExhibitKind kind, params IReadOnlyList<(string Name, float[] Values)> parts)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (float value in parts.SelectMany(part => part.Values).Where(float.IsFinite))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (!(low < high)) return null;
        double width = (high - low) / Bins;
        string title = kind == ExhibitKind.Inputs ? "The numbers that go in" : "The targets";
        return new Exhibit(kind, title, [.. parts.Select(part => new ExhibitSeries(part.Name, Shares(part.Values, low, width)))])
        {
            Of = "value",
            Along = [.. Enumerable.Range(0, Bins).Select(bin => low + (bin + 0.5) * width)],
            AreShares = true,
        };
    }

    private static double[] Shares(float[] values, double low, double width)
    {
        var counts = new double[Bins];
        int all = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            counts[Math.Min(Bins - 1, (int)((value - low) / width))]++;
            all++;
        }
        return Array.ConvertAll(counts, count => count / Math.Max(1, all));
    }
}
