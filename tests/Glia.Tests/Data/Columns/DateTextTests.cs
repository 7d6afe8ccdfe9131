using System.Globalization;
using CsCheck;
using Glia.Data.Columns;

namespace Glia.Tests.Data.Columns;

public class DateTextTests
{
    [Theory]
    [InlineData("2024-03-31", DateOrder.YearMonthDay, "2024-03-31T00:00:00")]
    [InlineData("2024/3/1", DateOrder.YearMonthDay, "2024-03-01T00:00:00")]
    [InlineData("2024-03-31T13:45:30Z", DateOrder.YearMonthDay, "2024-03-31T13:45:30")]
    [InlineData("2024-03-31 13:45:30.5+02:00", DateOrder.YearMonthDay, "2024-03-31T13:45:30.5")]
    [InlineData("31.3.24", DateOrder.DayMonthYear, "2024-03-31T00:00:00")]
    [InlineData("31 March 2024", DateOrder.DayMonthYear, "2024-03-31T00:00:00")]
    [InlineData("31-Mar-2024", DateOrder.DayMonthYear, "2024-03-31T00:00:00")]
    [InlineData("Mar 31, 2024", DateOrder.MonthDayYear, "2024-03-31T00:00:00")]
    [InlineData("3/31/2024 1:45 PM", DateOrder.MonthDayYear, "2024-03-31T13:45:00")]
    public void Reads_dates(string text, DateOrder order, string date)
    {
        Assert.True(DateText.TryRead(text, order, out DateTime read));
        Assert.Equal(DateTime.Parse(date, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("2024-02-30", DateOrder.YearMonthDay)]
    [InlineData("2024-13-01", DateOrder.YearMonthDay)]
    [InlineData("31/12/2024", DateOrder.MonthDayYear)]
    [InlineData("12.5", DateOrder.DayMonthYear)]
    [InlineData("1.2.3", DateOrder.DayMonthYear)]
    [InlineData("192.168.1.1", DateOrder.YearMonthDay)]
    [InlineData("2024-01-02 noon", DateOrder.YearMonthDay)]
    [InlineData("", DateOrder.YearMonthDay)]
    public void Refuses_what_is_no_date(string text, DateOrder order) => Assert.False(DateText.TryRead(text, order, out _));

    [Fact]
    public void Reads_back_what_is_written_in_any_order() =>
        Gen.DateTime[new DateTime(1950, 1, 1), new DateTime(2049, 12, 31)].Sample(value =>
        {
            (string, DateOrder)[] forms = [("yyyy-MM-dd", DateOrder.YearMonthDay), ("d.M.yyyy", DateOrder.DayMonthYear),
                ("MM/dd/yy", DateOrder.MonthDayYear), ("dd MMM yyyy", DateOrder.DayMonthYear)];
            return forms.All(form => DateText.TryRead(value.ToString(form.Item1, CultureInfo.InvariantCulture), form.Item2,
                out DateTime read) && read == value.Date);
        });
}
