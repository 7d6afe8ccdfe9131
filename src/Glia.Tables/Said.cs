using System.Globalization;

namespace Glia.Tables;

/// <summary>Parts of sentences.</summary>
internal static class Said
{
    private const int MostNames = 6;

    /// <summary>Some names with commas between, the last after "and"; of many the first few and how many more.</summary>
    public static string List(IReadOnlyList<string> names, int most = MostNames) => names.Count switch
    {
        0 => "none",
        1 => names[0],
        _ when names.Count <= most => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
        _ => $"{string.Join(", ", names.Take(most - 1))} and {Number(names.Count - most + 1)} more",
    };

    /// <summary>A count and its noun: 1 row, 2,000 rows.</summary>
    public static string Count(long count, string noun, string? plural = null) =>
        $"{Number(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A field in quotes, its beginning if it is long.</summary>
    public static string Field(ReadOnlySpan<char> field) => field.Length <= 30 ? $"'{field}'" : $"'{field[..27]}...'";
}
