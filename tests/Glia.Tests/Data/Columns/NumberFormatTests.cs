using System.Globalization;
using CsCheck;
using Glia.Data.Columns;

namespace Glia.Tests.Data.Columns;

public class NumberFormatTests
{
    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("1,234.5", 1234.5)]
    [InlineData("1'234.50", 1234.5)]
    [InlineData("1 234 567", 1234567)]
    [InlineData("1,00,000", 100000)]
    [InlineData(" -3e-2 ", -0.03)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("$1,234.50", 1234.5)]
    [InlineData("-$5", -5)]
    [InlineData("$-5", -5)]
    [InlineData("(1,234)", -1234)]
    [InlineData("12 %", 12)]
    [InlineData("12.5€", 12.5)]
    [InlineData("\u22123", -3)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("1e400", double.PositiveInfinity)]
    public void Reads_a_decimal_point(string text, double value) => Reads(NumberFormat.Plain, text, value);

    [Theory]
    [InlineData("1234,5", 1234.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1 234,5 €", 1234.5)]
    [InlineData("0,125", 0.125)]
    [InlineData("1.234", 1234)]
    public void Reads_a_decimal_comma(string text, double value) => Reads(NumberFormat.Comma, text, value);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12,34")]
    [InlineData("0,123")]
    [InlineData("1,234,5")]
    [InlineData("1,234'567")]
    [InlineData("12b")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("2024-01-02")]
    public void Refuses_what_is_no_number_with_a_point(string text) => Assert.False(NumberFormat.Plain.TryRead(text, out _));

    [Fact]
    public void A_unit_stands_behind_and_a_currency_before_or_behind()
    {
        Reads(new NumberFormat('.', "kg"), "12.5 kg", 12.5);
        Reads(new NumberFormat('.', "kg"), "12.5kg", 12.5);
        Reads(new NumberFormat('.', "CHF"), "CHF 12.50", 12.5);
        Reads(new NumberFormat('.', "CHF"), "12.50 CHF", 12.5);
        Assert.False(new NumberFormat('.', "kg").TryRead("12.5 lb", out _));
    }

    [Fact]
    public void Reads_what_a_program_writes_as_well_as_the_runtime_does() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            foreach (string format in (string[])["R", "G7", "E3", "F4"])
            {
                string text = value.ToString(format, CultureInfo.InvariantCulture);
                Assert.True(NumberFormat.Plain.TryRead(text, out double read), text);
                Assert.Equal((float)double.Parse(text, CultureInfo.InvariantCulture), (float)read);
            }
        });

    private static void Reads(NumberFormat format, string text, double value)
    {
        Assert.True(format.TryRead(text, out double read));
        Assert.Equal(value, read);
    }
}
