using System.Globalization;

namespace Glia.Report.Charts;

/// <summary>One axis of a chart: where a value lies between its two ends, and which values are written beside it.</summary>
/// <remarks>The script of the page has the same rules, so that a chart it draws again keeps its looks.</remarks>
internal sealed class Axis
{
    // So many values beside an axis are read without counting.
    private const int MostTicks = 5;

    private readonly double _low, _high;

    private Axis(double low, double high, bool log) => (_low, _high, IsLog) = (low, high, log);

    /// <summary>Whether equal factors, and not equal differences, are equally far apart.</summary>
    public bool IsLog { get; }

    /// <summary>Whether its values are whole numbers, so that nothing between them is written.</summary>
    public bool IsWhole { get; init; }

    /// <summary>An axis on which all values have their place.</summary>
    /// <param name="values">The values; those that are not finite are left out, and on a log axis those that are not positive.</param>
    /// <param name="log">Whether it is a log axis.</param>
    /// <param name="whole">Whether its values are whole numbers.</param>
    public static Axis Of(IEnumerable<double> values, bool log = false, bool whole = false)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value) || log && value <= 0) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low > high) (low, high) = log ? (0.1, 1) : (0, 1);
        return Between(low, high, log, whole);
    }

    /// <summary>An axis with given ends.</summary>
    public static Axis Between(double low, double high, bool log = false, bool whole = false)
    {
        if (low == high && log) (low, high) = (low / 2, high * 2);
        if (low == high) (low, high) = low == 0 ? (-1, 1) : (low - Math.Abs(low) / 10, high + Math.Abs(high) / 10);
        return new Axis(low, high, log) { IsWhole = whole };
    }

    /// <summary>The same with some room at both ends, so that no line lies on the frame.</summary>
    public Axis Padded(double share = 0.05)
    {
        double room = share * (Scaled(_high) - Scaled(_low));
        return IsLog
            ? new Axis(Math.Pow(10, Scaled(_low) - room), Math.Pow(10, Scaled(_high) + room), true)
            : new Axis(_low - (_low == 0 ? 0 : room), _high + room, false);
    }

    /// <summary>Where a value lies: 0 at the lower end, 1 at the upper; NaN where it has no place.</summary>
    public double At(double value) => (Scaled(value) - Scaled(_low)) / (Scaled(_high) - Scaled(_low));

    /// <summary>The values to write beside it, and how.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks()
    {
        double[] values = IsLog ? LogTicks() : LinearTicks();
        return [.. values.Select(value => (value, Text(value)))];
    }

    private double Scaled(double value) => IsLog ? value > 0 ? Math.Log10(value) : double.NaN : value;

    // Steps of 1, 2 or 5 times a power of ten.
    private double[] LinearTicks()
    {
        double rough = (_high - _low) / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(rough))), step = power;
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5, 10])
        {
            step = factor * power;
            if ((_high - _low) / step <= MostTicks) break;
        }
        if (IsWhole) step = Math.Max(1, Math.Round(step));
        var ticks = new List<double>();
        // Adding zero makes a negative zero one that is written without a sign.
        for (double i = Math.Ceiling(_low / step - 1e-9); i * step <= _high + 1e-9 * step; i++) ticks.Add(i * step + 0.0);
        return [.. ticks];
    }

    // Powers of ten, every one or every few; within a decade or two 2 and 5 times as well.
    private double[] LogTicks()
    {
        double low = Scaled(_low), high = Scaled(_high), decades = high - low;
        int every = Math.Max(1, (int)Math.Ceiling(decades / MostTicks));
        double[] factors = decades < 1 ? [1, 2, 3, 5, 7] : decades < 2 ? [1, 2, 5] : [1];
        var ticks = new List<double>();
        for (int power = (int)Math.Floor(low); power <= Math.Ceiling(high); power++)
        {
            if (power % every != 0) continue;
            foreach (double factor in factors)
            {
                double value = factor * Math.Pow(10, power);
                if (Scaled(value) >= low && Scaled(value) <= high) ticks.Add(value);
            }
        }
        return ticks.Count > 0 ? [.. ticks] : [_low, _high];
    }

    private static string Text(double value)
    {
        double size = Math.Abs(value);
        if (size is > 0 and < 1e-3 or >= 1e6) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        return value.ToString(size >= 1000 ? "#,0" : "0.####", CultureInfo.InvariantCulture);
    }
}
