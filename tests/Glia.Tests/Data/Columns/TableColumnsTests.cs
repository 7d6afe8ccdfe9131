using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Data.Columns;

namespace Glia.Tests.Data.Columns;

public class TableColumnsTests
{
    private static readonly TableColumns s_columns = new()
    {
        Inputs =
        [
            new NumberColumn("size", new NumberFormat(',', "kg"), indicator: true),
            new CategoryColumn("colour", ["red", "green", "blue"], other: true),
            new CategoryColumn("flag", ["no", "yes"], indicator: true), new DateColumn("day", DateOrder.DayMonthYear, hasTime: true),
        ],
        Targets = [new TargetColumn("price", NumberFormat.Comma), new TargetColumn("sold", null, ["no", "yes"])],
        Ignored = ["id"],
    };

    private static readonly string[] s_names = ["day", "flag", "id", "colour", "size"];

    [Fact]
    public void Fields_become_features_in_the_order_of_the_columns()
    {
        Assert.Equal(["size", "size is missing", "colour=red", "colour=green", "colour=blue", "colour=other", "flag=yes", "flag is missing",
            "day.year", "day.month", "day.day", "day.weekday", "day.hour"], s_columns.FeatureNames);
        // A Sunday.
        FloatFeatures row = s_columns.Encode(s_names, [["31.3.2024 13:30", "YES", "7", "Green", "1.234,5 kg"]]);
        Assert.Equal([1234.5f, 0, 0, 1, 0, 0, 1, 0, 2024, 3, 31, 7, 13.5f], row.Values.ToArray());
    }

    [Fact]
    public void What_is_missing_wrong_or_unknown_has_its_features()
    {
        FloatFeatures row = s_columns.Encode(s_names, [["someday", "?", "7", "pink", "n/a"]]);
        Assert.Equal([float.NaN, 1, 0, 0, 0, 1, float.NaN, 1, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], row.Values.ToArray());
    }

    [Fact]
    public void Comes_back_as_it_was_written()
    {
        JsonObject json = (s_columns with { AreNamed = false, Fill = [.. Enumerable.Range(0, 13).Select(i => i / 7f)] }).ToJson();
        TableColumns back = TableColumns.FromJson(JsonNode.Parse(json.ToJsonString())!.AsObject());
        Assert.Equal(json.ToJsonString(), back.ToJson().ToJsonString());
        Assert.Equal(s_columns.FeatureNames, back.FeatureNames);
        Assert.Equal([true, false, false, false, false, false, false, false, true, true, true, true, true], back.AreAmounts);
    }

    [Theory]
    [InlineData("""{"named":true,"inputs":[{"name":"a","kind":"colour"}],"targets":[],"ignored":[],"fill":[]}""",
        "'kind' must be number, category or date")]
    [InlineData("""{"named":true,"inputs":[{"name":"a","kind":"number","colour":1}],"targets":[],"ignored":[],"fill":[]}""",
        "unknown key 'colour'")]
    [InlineData("""{"named":true,"inputs":[{"name":"a","kind":"number"}],"targets":[],"ignored":[],"fill":[1,2]}""", "a list of 1 numbers")]
    [InlineData("""{"named":true,"targets":[],"ignored":[],"fill":[]}""", "'inputs' must be a list")]
    public void Broken_columns_get_their_sentence(string json, string words) =>
        Assert.Contains(words, Assert.Throws<GliaException>(() => TableColumns.FromJson(JsonNode.Parse(json)!.AsObject())).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Gaps_are_filled_with_the_means_of_the_training_rows_alone()
    {
        var columns = new TableColumns
        {
            Inputs = [new NumberColumn("a", NumberFormat.Plain, indicator: true),
            new CategoryColumn("c", ["x", "y", "z"])],
            Targets = [],
        };
        FloatFeatures raw = columns.Encode(["a", "c"], [["1", "x"], ["3", "y"], ["", "x"], ["100", "z"]]);
        TableFeatures all = TableFeatures.Fit(columns, raw), trained = all.FittedOn([0, 1, 2]);
        Assert.Equal([104f / 3, 1], Row(all, 2)[..2]);
        Assert.Equal([2f, 1], Row(trained, 2)[..2]);
        // z is unknown to a network that saw the first three rows.
        Assert.Equal([100f, 0, 0, 0, 0], Row(trained, 3));
        Assert.Equal(["x", "y", null], ((CategoryColumn)trained.Columns.Inputs[1]).Values);
        Assert.Equal([2f, 1, 0, 0, 0], trained.Columns.Encode(["a", "c"], [["", "z"]]).Values.ToArray());
    }

    private static float[] Row(Features features, int row)
    {
        var values = new float[features.Shape.Size];
        features.Gather([row], values);
        return values;
    }
}
