using Glia.Data.Columns;
using Glia.Experiments;

namespace Glia.Tables.Tests;

public class ColumnKindsTests
{
    // A table of one column beside a number and the target, twelve rows.
    private static TableColumns With(params string[] fields) => Of("x", fields).Columns!;

    private static LoadedData Of(string heading, string[] fields, ExperimentData? data = null) =>
        Tables.Read($"n\t{heading}\tkind\n" + string.Concat(Enumerable.Range(0, 24)
            .Select(i => $"{i * 0.5 - 3}\t{fields[i % fields.Length]}\t{"ab"[i / 2 % 2]}\n")), data);

    private static NumberFormat Number(params string[] fields) => Assert.IsType<NumberColumn>(With(fields).Inputs[1]).Format;

    [Fact]
    public void Numbers_of_any_format_are_numbers()
    {
        Assert.Equal(NumberFormat.Plain, Number("1,234", "950"));
        Assert.Equal(NumberFormat.Comma, Number("1,5", "2,25"));
        Assert.Equal(NumberFormat.Comma, Number("1.234,5", "7"));
        Assert.Equal(new NumberFormat('.', "kg"), Number("12 kg", "5.5 kg"));
        Assert.Equal(NumberFormat.Plain, Number("5 %", "12 %"));
        Assert.Equal(NumberFormat.Plain, Number("$5", "($12.50)"));
    }

    [Fact]
    public void What_is_ambiguous_is_read_as_the_other_columns_are()
    {
        static NumberFormat Format(string other) =>
            ((NumberColumn)Tables.Read($"a;b;kind\n1,234;{other};x\n2,345;{other};y\n").Columns!.Inputs[0]).Format;
        Assert.Equal(NumberFormat.Comma, Format("0,5\n1,125;0,75".Split('\n')[0]));
        Assert.Equal(NumberFormat.Plain, Format("0.5"));
    }

    [Fact]
    public void A_few_words_among_numbers_are_gaps_and_many_are_categories()
    {
        LoadedData data = Of("x", [.. Enumerable.Range(0, 23).Select(i => $"{i}.5"), "12o"]);
        Assert.IsType<NumberColumn>(data.Columns!.Inputs[1]);
        Assert.Contains(data.Notes, note => note.Contains("column 2 ('x'): 1 field is no number and counts as missing (first: '12o' in " +
            "line 25)", StringComparison.Ordinal));
        Assert.IsType<CategoryColumn>(With("1", "2", "A").Inputs[1]);
    }

    [Fact]
    public void Infinite_values_are_gaps_and_said()
    {
        LoadedData data = Of("x", ["1.5", "inf", "2.5", "-inf"]);
        Assert.True(data.Columns!.Inputs[1].HasIndicator);
        Assert.Contains(data.Notes, note => note.Contains("infinite values count as missing: x (12)", StringComparison.Ordinal));
    }

    [Fact]
    public void Dates_say_their_order_where_a_day_decides_it()
    {
        Assert.Equal(DateOrder.DayMonthYear,
            Assert.IsType<DateColumn>(With("3/4/2024", "31/5/2023", "30/4/2023", "13/5/2023").Inputs[1]).Order);
        Assert.Equal(DateOrder.MonthDayYear, Assert.IsType<DateColumn>(With("3/4/2024", "4/30/2023").Inputs[1]).Order);
        Assert.Equal(DateOrder.MonthDayYear, Assert.IsType<DateColumn>(With("3/4/2024", "4/4/2024").Inputs[1]).Order);
        Assert.Equal(DateOrder.DayMonthYear,
            Assert.IsType<DateColumn>(Tables.Read("d;n;kind\n3/4/2024;0,5;a\n4/4/2024;1,5;b\n").Columns!.Inputs[0]).Order);
        Assert.Equal(DateOrder.DayMonthYear, Assert.IsType<DateColumn>(With("3.4.2024", "4.4.2024").Inputs[1]).Order);
        Assert.True(Assert.IsType<DateColumn>(With("2024-01-02 10:00", "2024-01-02 11:00").Inputs[1]).HasTime);
    }

    [Fact]
    public void Categories_are_told_apart_from_texts_and_names_of_rows()
    {
        Assert.True(Assert.IsType<CategoryColumn>(With("yes", "No", "YES", "no").Inputs[1]).IsBinary);
        Assert.Equal(["x"], With([.. Enumerable.Range(0, 24).Select(i => $"K{i}")]).Ignored);
        Assert.Equal(["x"], With([.. Enumerable.Range(0, 24).Select(i => $"some words, {i}")]).Ignored);
        Assert.Equal(["x"], With("same").Ignored);
        Assert.Equal(["x"], With("7.0", "7").Ignored);
        Assert.Equal(["x"], With("2024-01-02").Ignored);
        Assert.Equal(["x"], With("").Ignored);
        Assert.IsType<CategoryColumn>(With("01067", "01069").Inputs[1]);
    }

    [Theory]
    [InlineData("id", false)]
    [InlineData("CustomerID", false)]
    [InlineData("passenger_id", false)]
    [InlineData("Order No.", false)]
    [InlineData("", false)]
    [InlineData("time", true)]
    [InlineData("humid", true)]
    [InlineData("number of rooms", true)]
    public void A_count_is_left_out_only_where_its_heading_says_that_it_counts(string heading, bool kept) =>
        Assert.Equal(kept ? 2 : 1, Of(heading, [.. Enumerable.Range(0, 24).Select(i => $"{i}")]).Columns!.Inputs.Count);

    [Fact]
    public void Of_more_than_fifty_values_the_rare_ones_share_a_feature()
    {
        string[] fields = [.. Enumerable.Range(0, 240).Select(i => i < 120 ? $"v{i % 60}" : $"v{i % 49}")];
        LoadedData data = Tables.Read("x,n,kind\n" + string.Concat(fields.Select((field, i) => $"{field},{i * .5},{"ab"[i % 2]}\n")));
        var column = Assert.IsType<CategoryColumn>(data.Columns!.Inputs[0]);
        Assert.Equal((49, true, 50), (column.Values.Count, column.Other, column.Width));
        Assert.Contains(data.Notes, note =>
            note.Contains("the 49 most frequent of 60 categories, the others together", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stated_kind_overrides_what_is_found()
    {
        ExperimentData data = Tables.Data() with { Columns = new Dictionary<string, string> { ["zip"] = "category" }, Drop = ["n"] };
        Assert.IsType<CategoryColumn>(Assert.Single(Of("zip", ["10115", "80331"], data).Columns!.Inputs));
        string sentence = Assert.Throws<GliaException>(() =>
            Of("x", ["red", "blue"], Tables.Data() with { Columns = new Dictionary<string, string> { ["x"] = "number" } })).Message;
        Assert.Equal("t.csv: column 2 ('x') should hold numbers, and 'red' in line 2 is none (24 of 24 fields).", sentence);
    }

    [Fact]
    public void What_cannot_be_learned_is_named()
    {
        Assert.Contains("the target, column 3 ('kind'), is a text of its own in nearly every row", Tables.Refused("a,b,kind\n" +
            string.Concat(Enumerable.Range(0, 30).Select(i => $"{i * .5},{i % 7},text {i}\n"))), StringComparison.Ordinal);
        Assert.Contains("the target, column 3 ('kind'), holds dates", Tables.Refused("a,b,kind\n" +
            string.Concat(Enumerable.Range(1, 30).Select(i => $"{i * .5},{i % 7},2024-01-{i:00}\n"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_pixels_keeps_them_all_and_stays_bytes()
    {
        string text = string.Concat(Enumerable.Range(0, 30)
            .Select(row => string.Join(',', Enumerable.Range(0, 64).Select(i => i < 8 ? 0 : (row * i) % 256)) + $",{row % 2}\n"));
        LoadedData data = Tables.Read(text);
        Assert.IsType<Data.ByteFeatures>(data.Inputs);
        Assert.Equal((64, true), (data.Inputs.Shape.Size, data.AreImages));
    }
}
