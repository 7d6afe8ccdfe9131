using Glia.Data.Columns;

namespace Glia.Tables.Columns;

/// <summary>What the fields of a column say about its being numbers, and of which format.</summary>
internal sealed class NumberEvidence
{
    // A unit is a short word: kg, km/h, ccm.
    private const int MostUnit = 8;

    private NumberFormat _point = NumberFormat.Plain, _comma = NumberFormat.Comma;

    /// <summary>How many fields are numbers with a decimal point, or with commas between thousands.</summary>
    public long Point { get; private set; }

    /// <summary>How many fields are numbers with a decimal comma, or with points between thousands.</summary>
    public long Comma { get; private set; }

    /// <summary>How many fields are infinite.</summary>
    public long Infinite { get; private set; }

    /// <summary>Whether all numbers so far are whole ones from 0 to 255, written with digits alone.</summary>
    public bool AreBytes { get; private set; } = true;

    /// <summary>Whether all numbers are whole.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>The smallest and largest number in the likelier format.</summary>
    public (double Least, double Most) Range { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether each number is the one before it plus one.</summary>
    public bool Counts { get; private set; } = true;

    /// <summary>Whether a number has a zero before other digits, as codes have and amounts have not: 01067.</summary>
    public bool HasLeadingZeros { get; private set; }

    private double _last = double.NaN;

    /// <summary>Takes a field that is not missing.</summary>
    /// <returns>Whether it is a number in some format.</returns>
    public bool Add(ReadOnlySpan<char> field)
    {
        bool point = _point.TryRead(field, out double value);
        bool comma = field.ContainsAny(',', '.') ? _comma.TryRead(field, out double other) : point;
        if (!point && !comma)
        {
            if (!TakeUnit(field)) return false;
            return Add(field);
        }
        if (point) Point++;
        if (comma) Comma++;
        if (!point) _comma.TryRead(field, out value);
        if (!double.IsFinite((float)value)) Infinite++;
        else Look(field, value);
        return true;
    }

    /// <summary>
    /// The format in which most fields are numbers; of two equal ones that with the point, unless the file prefers the comma.
    /// </summary>
    public NumberFormat Format(bool preferComma) => Comma > Point || (Comma == Point && preferComma) ? _comma : _point;

    /// <summary>How many fields are numbers in that format.</summary>
    public long Read => Math.Max(Point, Comma);

    /// <summary>
    /// Whether the column is sure of its comma or point: some field is a number with one of them and none with the other.
    /// </summary>
    public bool IsSure => Point != Comma;

    private void Look(ReadOnlySpan<char> field, double value)
    {
        AreBytes = AreBytes && value is >= 0 and <= 255 && value == (byte)value && !field.ContainsAnyExceptInRange('0', '9');
        AreWhole = AreWhole && value == Math.Floor(value);
        Counts = Counts && (double.IsNaN(_last) || value == _last + 1);
        _last = value;
        Range = (Math.Min(Range.Least, value), Math.Max(Range.Most, value));
        ReadOnlySpan<char> text = field.Trim();
        HasLeadingZeros |= text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);
    }

    // CHF 12.50: three capitals, as ISO 4217 has it, and a blank. Other words before a number make a name: Country 12.
    private static bool IsCurrencyCode(ReadOnlySpan<char> text) =>
        text.Length > 4 && text[3] == ' ' && !text[..3].ContainsAnyExceptInRange('A', 'Z');

    // kg, km/h, °C, m²: no blanks, quotes or points.
    private static bool IsUnit(ReadOnlySpan<char> unit)
    {
        foreach (char c in unit)
            if (!char.IsLetter(c) && c is not ('°' or '/' or '²' or '³')) return false;
        return true;
    }

    // The word that stands behind the first number is the unit of the column; behind a later one, as in 12o, it is a slip.
    private bool TakeUnit(ReadOnlySpan<char> field)
    {
        if (_point.Unit is not null || Read > 0) return false;
        ReadOnlySpan<char> text = field.Trim();
        int end = text.LastIndexOfAnyInRange('0', '9') + 1;
        bool before = IsCurrencyCode(text);
        if (end == 0 || (end == text.Length && !before)) return false;
        ReadOnlySpan<char> unit = before ? text[..3] : text[end..].TrimStart(' ');
        ReadOnlySpan<char> number = before ? text[4..] : text[..end];
        if (unit.Length is 0 or > MostUnit || !IsUnit(unit) || !(_point.TryRead(number, out _) || _comma.TryRead(number, out _)))
            return false;
        (_point, _comma) = (_point with { Unit = unit.ToString() }, _comma with { Unit = unit.ToString() });
        return true;
    }
}
