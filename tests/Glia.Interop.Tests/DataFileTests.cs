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
    public void Labels_of_which_samples_have_several_or_none_are_columns()
    {
        LoadedData written = Open("labels.svmlight")!;
        Assert.Equal(["0", "1", "2"], written.TargetNames!);
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0], written.Numbers!.Values.ToArray());
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "3,1 1:0.5 # two\n 2:1\n10 qid:4 1:2\n");
        LoadedData data = ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path))!;
        Assert.Equal(["1", "3", "10"], data.TargetNames!);
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 1], data.Numbers!.Values.ToArray());
        float[] rows = new float[6];
        data.Inputs.Gather([0, 1, 2], rows);
        Assert.Equal([0.5f, 0, 0, 1, 2, 0], rows);
        // Without a blank at its beginning a line says its label.
        File.WriteAllText(path, "1,2 1:0.5\n2:1 1:3\n");
        Assert.Null(ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path)));
        File.Delete(path);
    }

    [Fact]
    public void Sparse_matrices_are_filled_and_what_is_no_array_is_named_where_it_is_asked_for()
    {
        Assert.Equal(6, Open("kinds.mat")!.Rows);
        foreach ((string name, string what) in new[] { ("z", "an array of complex numbers"), ("names", "a cell array"),
            ("title", "a text") })
        {
            string message = Assert.Throws<GliaException>(() => Open("kinds.mat", [name])).Message;
            Assert.Contains($"'{name}' is {what}, which Glia does not read", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_targets_there_is_something_to_predict_from() =>
        Assert.Equal(6, ForeignData.Open(new DataRequest(new ExperimentData { Source = "x", Inputs = ["y"] },
            Fixture.Of("rows-5.mat"))
        { NeedsTargets = false })!.Rows);

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try(path => ForeignData.Open(new DataRequest(new ExperimentData { Source = path }, path)), "rows-4.mat", "rows-5.mat",
            "rows-7.mat", "kinds.mat", "rows.svmlight", "labels.svmlight");

    private static LoadedData? Open(string file, string[]? inputs = null) =>
        ForeignData.Open(new DataRequest(new ExperimentData { Source = file, Inputs = inputs }, Fixture.Of(file)));
}
