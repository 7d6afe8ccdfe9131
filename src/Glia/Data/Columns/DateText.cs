using System.Globalization;

namespace Glia.Data.Columns;

/// <summary>The order of the parts of a date.</summary>
public enum DateOrder
{
    /// <summary>2024-03-31, with any sign between.</summary>
    YearMonthDay,

    /// <summary>31.3.2024, 31/03/24, 31 March 2024.</summary>
    DayMonthYear,

    /// <summary>3/31/2024, March 31, 2024.</summary>
    MonthDayYear,
}

/// <summary>
/// Reads dates as people write them: three parts with the same sign between, a month perhaps by its English name, and perhaps a time.
/// </summary>
public static class DateText
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The date in a field.</summary>
    /// <param name="field">The text.</param>
    /// <param name="order">The order of its parts.</param>
    /// <param name="value">The date; its time of day is 0 where none is written. A zone is read and left out.</param>
    public static bool TryRead(ReadOnlySpan<char> field, DateOrder order, out DateTime value)
    {
        value = default;
        ReadOnlySpan<char> text = field.Trim();
        Span<int> parts = stackalloc int[3];
        bool named = false;
        for (int i = 0; i < 3; i++)
        {
            if (!Part(ref text, order, i, parts, ref named)) return false;
        }
        (int year, int month, int day) = order switch
        {
            DateOrder.YearMonthDay => (parts[0], parts[1], parts[2]),
            DateOrder.DayMonthYear => (parts[2], parts[1], parts[0]),
            _ => (parts[2], parts[0], parts[1]),
        };
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        value = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return Time(text, ref value);
    }

    // One part and the sign after it: digits, or a month's name in the month's place.
    private static bool Part(ref ReadOnlySpan<char> text, DateOrder order, int place, scoped Span<int> parts, ref bool named)
    {
        bool isMonth = place == (order == DateOrder.MonthDayYear ? 0 : 1);
        bool isYear = place == (order == DateOrder.YearMonthDay ? 0 : 2);
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        if (length == 0 && isMonth)
        {
            while (length < text.Length && char.IsAsciiLetter(text[length])) length++;
            parts[place] = length < 3 ? 0 : Month(text[..length]);
            named = true;
        }
        else
        {
            // Two digits of a year mean 1950 to 2049, as .NET's calendar has it.
            if (length is 0 or > 4 || (isYear ? length is not (2 or 4) : length > 2)) return false;
            parts[place] = int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
            if (isYear && length == 2) parts[place] = CultureInfo.InvariantCulture.Calendar.ToFourDigitYear(parts[place]);
        }
        text = text[length..];
        if (place == 2) return true;
        if (text.Length == 0 || text[0] is not ('-' or '/' or '.' or ' ' or ',')) return false;
        text = text[1..].TrimStart();
        return true;
    }

    private static int Month(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < s_months.Length; i++)
            if (name.StartsWith(s_months[i], StringComparison.OrdinalIgnoreCase)) return i + 1;
        return 0;
    }

    private static bool Time(ReadOnlySpan<char> rest, ref DateTime value)
    {
        if (rest.Length == 0) return true;
        if (rest[0] is not ('T' or 't' or ' ' or ',')) return false;
        rest = rest[1..].Trim();
        if (rest.Length == 0) return true;
        int zone = rest.LastIndexOfAny('+', '-');
        if (zone > 0) rest = rest[..zone].TrimEnd();
        rest = rest.TrimEnd("zZ").TrimEnd();
        if (!DateTime.TryParse(rest, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out DateTime time)
            || time.Date != DateTime.MinValue)
            return false;
        value += time.TimeOfDay;
        return true;
    }
}
