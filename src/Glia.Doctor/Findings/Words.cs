using System.Globalization;

namespace Glia.Doctor.Findings;

/// <summary>Numbers as a sentence shows them.</summary>
public static class Words
{
    /// <summary>Four significant digits: <c>0.1057</c>, <c>1E-06</c>, <c>10500</c>.</summary>
    public static string Number(double value) => Math.Abs(value) is >= 1000 and < 1e9 && value == Math.Round(value)
        ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A share: <c>93.8 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A count with its noun: <c>1 row</c>, <c>10,500 rows</c>.</summary>
    public static string Count(long count, string noun) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Names one after the other: <c>w1, w2 and w3</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count <= 1 ? string.Concat(names) : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
}
