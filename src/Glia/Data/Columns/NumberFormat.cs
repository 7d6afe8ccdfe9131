using System.Globalization;

namespace Glia.Data.Columns;

/// <summary>How the numbers of a column are written.</summary>
/// <param name="Decimal">What stands before the fraction: a point or a comma. The other one may part thousands, as may blanks, apostrophes
/// and underscores.</param>
/// <param name="Unit">What follows the numbers, such as <c>kg</c>, or a currency before them, such as <c>CHF</c>; null for nothing. Signs
/// of currencies and <c>%</c> are always allowed.</param>
public sealed record NumberFormat(char Decimal = '.', string? Unit = null)
{
    /// <summary>Numbers as programs write them.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>Numbers with a decimal comma.</summary>
    public static NumberFormat Comma { get; } = new(',');

    /// <summary>The number in a field: 1234.5, 1.234,5 €, 12 %, (5), 3e-4. A percentage keeps its figure: 12 % is 12.</summary>
    /// <param name="field">The text.</param>
    /// <param name="value">The number; infinite where the text says so or where float64 cannot hold it.</param>
    /// <returns>False where it is none in this format. Thousands are parted in threes, Indian ones in twos after the last three.</returns>
    public bool TryRead(ReadOnlySpan<char> field, out double value)
    {
        ReadOnlySpan<char> text = field.Trim();
        bool negative = text is ['(', .., ')'];
        if (negative) text = text[1..^1].Trim();
        text = WithoutUnit(text);
        while (text.Length > 0 && (text[0] is '+' or '-' or '\u2212' || IsCurrency(text[0])))
        {
            negative ^= text[0] is '-' or '\u2212';
            text = text[1..].TrimStart();
        }
        bool read = IsInfinity(text, out value) || NumberText.TryRead(text, Decimal, out value);
        if (negative) value = -value;
        return read;
    }

    private ReadOnlySpan<char> WithoutUnit(ReadOnlySpan<char> text)
    {
        if (Unit is { } unit)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)) text = text[..^unit.Length].TrimEnd();
            else if (text.Length > unit.Length && text.StartsWith(unit, StringComparison.Ordinal) && text[unit.Length] == ' ')
                text = text[unit.Length..].TrimStart();
        }
        while (text.Length > 0 && (text[^1] == '%' || IsCurrency(text[^1]))) text = text[..^1].TrimEnd();
        return text;
    }

    private static bool IsCurrency(char c) => c == '$' || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);

    private static bool IsInfinity(ReadOnlySpan<char> text, out double value)
    {
        value = double.PositiveInfinity;
        return text is "∞" || text.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }
}
