using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>
/// A column of dates: year, month, day and weekday (Monday is 1), and the hour with its fraction where times are written.
/// </summary>
public sealed class DateColumn : InputColumn
{
    private readonly string[] _parts;

    /// <summary>A column of dates.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="order">The order of the parts of a date.</param>
    /// <param name="hasTime">Whether times are written.</param>
    /// <param name="indicator">Whether a further feature says that the value is missing.</param>
    public DateColumn(string name, DateOrder order, bool hasTime, bool indicator = false) : base(name, indicator)
    {
        (Order, HasTime) = (order, hasTime);
        string[] parts = hasTime ? ["year", "month", "day", "weekday", "hour"] : ["year", "month", "day", "weekday"];
        _parts = [.. parts.Select(part => $"{name}.{part}")];
    }

    /// <summary>The order of the parts of a date.</summary>
    public DateOrder Order { get; }

    /// <summary>Whether times are written.</summary>
    public bool HasTime { get; }

    /// <inheritdoc/>
    public override string Kind => "date";

    /// <inheritdoc/>
    public override bool AreAmounts => true;

    private protected override IReadOnlyList<string> Parts => _parts;

    private protected override FieldState EncodeParts(ReadOnlySpan<char> field, Span<float> parts)
    {
        parts.Fill(float.NaN);
        if (MissingMarks.AmongNumbers(field)) return FieldState.Missing;
        if (!DateText.TryRead(field, Order, out DateTime date)) return FieldState.Wrong;
        (parts[0], parts[1], parts[2]) = (date.Year, date.Month, date.Day);
        // Sunday is 0 in .NET and 7 in ISO 8601.
        parts[3] = date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        if (HasTime) parts[4] = (float)date.TimeOfDay.TotalHours;
        return FieldState.Value;
    }

    private protected override void Describe(JsonObject json)
    {
        json["order"] = Order switch { DateOrder.YearMonthDay => "ymd", DateOrder.DayMonthYear => "dmy", _ => "mdy" };
        json["time"] = HasTime;
    }

    internal static DateColumn Read(string name, bool indicator, ConfigReader reader)
    {
        DateOrder order = reader.Text("order") switch
        {
            "ymd" => DateOrder.YearMonthDay,
            "dmy" => DateOrder.DayMonthYear,
            "mdy" => DateOrder.MonthDayYear,
            _ => throw reader.Wrong("order", "ymd, dmy or mdy"),
        };
        return new DateColumn(name, order, reader.Flag("time", false), indicator);
    }
}
