using Glia.Experiments;

namespace Glia.Interop.Tests;

/// <summary>Data as scipy and scikit-learn write them.</summary>
public sealed class DataFileTests
{
    [Theory]
    [InlineData("rows-4.mat")]
    [InlineData("rows-5.mat")]
    [InlineData("rows-7.mat")]
    [InlineData("rows.svmlight")]
    public void Rows_and_targets_are_those_that_were_written(string file)
    {
        LoadedData data = Open(file)!;
        Assert.Equal((6, 4), (data.Rows, data.Inputs.Shape.Size));
        float[] rows = new float[24];
        data.Inputs.Gather([0, 1, 2, 3, 4, 5], rows);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (i / 4f) - 2), rows);
        Assert.Equal([1, 2, 3, 1, 2, 3], Enumerable.Range(0, 6).Select(row => data.Numbers![row][0]));
    }

    [Fact]
    public void Sparse_matrices_are_filled_and_what_is_no_array_is_named_where_it_is_asked_for()
    {
        Assert.Equal(6, Open("kinds.mat")!.Rows);
        foreach ((string name, string what) in new[] { ("z", "an array of complex numbers"), ("names", "a cell array"), ("title", "a text") })
        {
            string message = Assert.Throws<GliaException>(() => Open("kinds.mat", [name])).Message;
            Assert.Contains($"'{name}' is {what}, which Glia does not read", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_targets_there_is_something_to_predict_from() =>
        Assert.Equal(6, ForeignData.Open(new DataRequest(new ExperimentData { Source = "x", Inputs = ["y"] }, Fixture.Of("rows-5.mat")) { NeedsTargets = false })!.Rows);

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try(path => ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path)), "rows-4.mat", "rows-5.mat", "rows-7.mat", "kinds.mat", "rows.svmlight");

    private static LoadedData? Open(string file, string[]? inputs = null) =>
        ForeignData.Open(new DataRequest(new ExperimentData { Source = file, Inputs = inputs }, Fixture.Of(file)));
}
