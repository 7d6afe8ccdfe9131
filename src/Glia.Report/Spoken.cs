using System.Globalization;

namespace Glia.Report;

/// <summary>Figures as a report says them.</summary>
internal static class Spoken
{
    /// <summary>A duration: <c>340 ms</c>, <c>2.8 s</c>, <c>4 min 10 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Seconds(double seconds)
    {
        if (!double.IsFinite(seconds)) return "";
        if (seconds < 1) return string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0} ms");
        if (seconds < 60) return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min");
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

    /// <summary>A share as a percentage: <c>98.38 %</c>.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
