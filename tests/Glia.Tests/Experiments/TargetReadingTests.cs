using Glia.Data;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class TargetReadingTests
{
    private static LoadedData Column(params float[] values) =>
        LoadedData.OfNumbers(new FloatFeatures(new float[values.Length], 1), new Targets(values));

    private static LoadedData Columns(int width, params float[] values) =>
        LoadedData.OfNumbers(new FloatFeatures(new float[values.Length / width], 1), new Targets(values, width));

    private static float[] Spread(int values, int rows, float first = 0) =>
        [.. Enumerable.Range(0, rows).Select(row => first + row % values)];

    [Fact]
    public void Classes_are_the_numbers_that_occur_and_keep_their_names()
    {
        LoadedData two = Column(7, 3, 3, 7).As("classify", "x.csv");
        Assert.Equal([1, 0, 0, 1], two.Classes!);
        Assert.Equal(["3", "7"], two.ClassNames!);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], Column(Spread(10, 30, 1)).As("classify", "x.csv").ClassNames!);
        Assert.Equal(["-1", "0.5"], Column(0.5f, -1).As("classify", "x.csv").ClassNames!);
        Assert.Equal(["2", "10"], LoadedData.OfNumberedClasses(new FloatFeatures(new float[2], 1), new Targets([10, 2])).ClassNames!);
    }

    [Fact]
    public void A_task_takes_back_what_the_source_made_classes()
    {
        Assert.Equal([7, 3, 3, 7], Column(7, 3, 3, 7).As("classify", "x.csv").As("regress", "x.csv").Numbers!.Values.ToArray());
        LoadedData yes = Column(1, 0, 1);
        Assert.Same(yes, yes.As("multilabel", "x.csv"));
        Assert.Same(yes, yes.As("auto", "x.csv"));
        LoadedData rows = Columns(2, 1, 0, 0, 1);
        Assert.Same(rows, rows.As("classify", "x.csv"));
    }

    [Theory]
    [InlineData("classify", "The 2 target columns of x.csv do not hold a single 1 a row, so they are no classes; write \"task\": " +
        "\"multilabel\" or \"regress\", or name one column.")]
    [InlineData("multilabel", "Row 2 of the targets of x.csv holds 3; multilabel takes 0 or 1 in each target column.")]
    public void What_columns_cannot_be_is_said(string task, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => Columns(2, 1, 1, 0, 3).As(task, "x.csv")).Message);

    [Fact]
    public void What_a_column_cannot_be_is_said()
    {
        Assert.Equal("Row 3 of the targets of x.csv is no number, so it has no class; remove the row or fill it in.",
            Assert.Throws<GliaException>(() => Column(1, 2, float.NaN).As("classify", "x.csv")).Message);
        Assert.StartsWith("The targets of x.csv are texts such as 'a', so nothing can be regressed on them;",
            Assert.Throws<GliaException>(() => LoadedData.OfTexts(new FloatFeatures(new float[2], 1), ["b", "a"])
                .As("regress", "x.csv")).Message, StringComparison.Ordinal);
        Assert.StartsWith("The targets of x.csv have 70,000 different values, which are no classes;",
            Assert.Throws<GliaException>(() => Column(Spread(70_000, 70_000)).As("classify", "x.csv")).Message, StringComparison.Ordinal);
    }

    // Few values, many times each, are classes; so are many where they are numbered and filled as labels are.
    [Theory]
    [InlineData(2, 20, 0, "classify")]
    [InlineData(10, 1000, 1, "classify")]
    [InlineData(20, 100, -3, "classify")]
    [InlineData(20, 99, -3, "regress")]
    [InlineData(26, 2600, 1, "classify")]
    [InlineData(26, 2600, 5, "regress")]
    [InlineData(100, 50_000, 0, "classify")]
    [InlineData(77, 2000, 0, "regress")]
    [InlineData(1, 20, 4, "regress")]
    public void Whole_numbers_are_classes_where_that_is_likely(int values, int rows, float first, string task) =>
        Assert.Equal(task, TargetGuess.Of(Column(Spread(values, rows, first))).Task);

    [Fact]
    public void Values_that_thin_out_at_the_ends_are_a_quantity()
    {
        var random = new System.Random(1);
        float[] ages = [.. Enumerable.Range(0, 20_000).Select(_ =>
            (float)Math.Clamp(Math.Round(20 + 6 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2), 0, 40))];
        Assert.Equal("regress", TargetGuess.Of(Column([.. ages, .. Spread(41, 41)])).Task);
    }

    [Fact]
    public void A_guess_is_told_and_says_how_to_say_otherwise()
    {
        Assert.Equal("The target holds 2 different whole numbers in 20 rows, so both are learned as classes; --task regress learns them " +
            "as numbers.", TargetGuess.Of(Column(Spread(2, 20, 3))).Note);
        Assert.Equal("'age' holds 77 different whole numbers in 2,000 rows and is learned as a number (regression); --task classify " +
            "makes a class of each.",
            TargetGuess.Of(Column(Spread(77, 2000, 3)) with { TargetNames = ["age"] }).Note);
        Assert.Contains("multilabel", TargetGuess.Of(Columns(2, 1, 1, 0, 1)).Note, StringComparison.Ordinal);
        Assert.Null(TargetGuess.Of(LoadedData.OfTexts(new FloatFeatures(new float[2], 1), ["b", "a"])).Note);
    }

    [Theory]
    [InlineData("mean_squared_error", "regress")]
    [InlineData("sparse_categorical_crossentropy", "classify")]
    [InlineData("binary_crossentropy", "classify")]
    public void A_loss_that_is_asked_for_says_what_a_column_is(string loss, string task)
    {
        Assert.Equal(new TargetGuess(task, null), new ExperimentOverrides { Loss = loss }.GuessTask(Column(Spread(10, 100))));
        Assert.Equal(new TargetGuess("multilabel", null), new ExperimentOverrides { Loss = loss, Task = "multilabel" }
            .GuessTask(Column(Spread(10, 100))));
    }
}
