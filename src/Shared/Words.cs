using System.Globalization;

namespace Glia;

/// <summary>Numbers as a sentence shows them: those of the doctor and of the command line.</summary>
internal static class Words
{
    /// <summary>Four significant digits as people write them: <c>0.1057</c>, <c>1e-6</c>, <c>10,500</c>, <c>7.2e17</c>.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";
        double size = Math.Abs(value);
        if (size is >= 1000 and < 1e9 && value == Math.Round(value)) return value.ToString("#,0", CultureInfo.InvariantCulture);
        if (size is >= 1e6 or (> 0 and < 1e-3)) return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        return Rounded(value, 4).ToString("#,0.#######", CultureInfo.InvariantCulture);
    }

    /// <summary>A number with few significant digits, as one would choose it: 0.1 and not 0.099999994.</summary>
    public static double Rounded(double value, int digits = 3) =>
        double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A share: <c>93.8 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count with its noun: <c>1 row</c>, <c>10,500 rows</c>.</summary>
    public static string Count(long count, string noun) =>
        $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A time of a minute and more: <c>4 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    public static string Minutes(TimeSpan time) => time.TotalHours < 1
        ? $"{(int)time.TotalMinutes} min {time.Seconds:00} s"
        : $"{(int)time.TotalHours} h {time.Minutes:00} min";

    /// <summary>Names one after the other: <c>w1, w2 and w3</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count <= 1 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
}
