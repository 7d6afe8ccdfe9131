using System.Globalization;

namespace Glia.Report;

/// <summary>Figures as a report says them.</summary>
internal static class Spoken
{
    /// <summary>A duration: <c>340 ms</c>, <c>2.8 s</c>, <c>4 min 10 s</c>, <c>2 h 05 min</c>.</summary>
    public static string Seconds(double seconds)
    {
        if (!double.IsFinite(seconds)) return "";
        if (seconds < 1) return string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0} ms");
        if (seconds < 60) return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
        return Words.Minutes(TimeSpan.FromSeconds(Math.Round(seconds)));
    }

    /// <summary>A large number in short: <c>199 k</c>, <c>4.2 M</c>, <c>31 G</c>.</summary>
    public static string Short(double value)
    {
        (double unit, string letter) = Math.Abs(value) switch
        {
            >= 1e9 => (1e9, " G"),
            >= 1e6 => (1e6, " M"),
            >= 1e4 => (1e3, " k"),
            _ => (1, ""),
        };
        double scaled = value / unit;
        return scaled.ToString(unit > 1 && Math.Abs(scaled) < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + letter;
    }

    /// <summary>Where a curve begins and ends: <c>from 2.31 to 0.08</c>.</summary>
    public static string Way(IReadOnlyList<double> values) =>
        values.Count == 0 ? "nowhere" : $"from {Words.Number(values[0])} to {Words.Number(values[^1])}";

    /// <summary>Operations: <c>9,088 FLOP</c>, <c>398 kFLOP</c>, <c>113 GFLOP</c>.</summary>
    public static string Flop(double operations)
    {
        string number = Short(operations);
        return char.IsAsciiDigit(number[^1]) ? $"{number} FLOP" : $"{number}FLOP";
    }

    /// <summary>A size: <c>40 bytes</c>, <c>0.8 KiB</c>, <c>3.1 MiB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 512 => Words.Count(bytes, "byte"),
        < 512 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:#,0.#} MiB"),
    };

    /// <summary>A share as a percentage: <c>98.38 %</c>.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
