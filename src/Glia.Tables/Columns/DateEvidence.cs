using Glia.Data.Columns;

namespace Glia.Tables.Columns;

/// <summary>What the fields of a column say about its being dates, and in which order.</summary>
internal sealed class DateEvidence
{
    private readonly long[] _read = new long[3];

    /// <summary>Whether some date has a time of day.</summary>
    public bool HasTime { get; private set; }

    /// <summary>How many fields are dates in the likeliest order.</summary>
    public long Read => _read.Max();

    /// <summary>
    /// The likeliest order. 3/4/2024 is ambiguous: where no field decides, the day comes first, but for slashes in a table with decimal
    /// points,
    /// because those who write the month first write both.
    /// </summary>
    /// <param name="commas">Whether the numbers of the table have decimal commas.</param>
    public DateOrder Order(bool commas)
    {
        (long year, long day, long month) = (_read[0], _read[1], _read[2]);
        if (year >= day && year >= month) return DateOrder.YearMonthDay;
        return day > month || (day == month && (commas || !_slashes)) ? DateOrder.DayMonthYear : DateOrder.MonthDayYear;
    }

    /// <summary>Whether nothing decides between day and month first.</summary>
    public bool IsAmbiguous => Read > 0 && _read[1] == _read[2] && _read[1] > _read[0];

    private bool _slashes;

    /// <summary>Takes a field that is not missing.</summary>
    public void Add(ReadOnlySpan<char> field)
    {
        for (int order = 0; order < 3; order++)
        {
            if (!DateText.TryRead(field, (DateOrder)order, out DateTime date)) continue;
            _read[order]++;
            HasTime |= date.TimeOfDay != TimeSpan.Zero;
        }
        _slashes |= field.Contains('/');
    }
}
