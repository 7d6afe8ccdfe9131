using Glia.Experiments;
using Glia.Models;

namespace Glia.Tables.Tests;

/// <summary>Folders with a table for each part.</summary>
public class TableFolderTests
{
    private const string Train = "a,colour,y\n1,red,no\n2,blue,yes\n3,red,no\n4,blue,yes\n5,red,no\n";
    private const string Test = "y,a,colour\nyes,6,blue\nno,7,green\n";

    [Theory]
    [InlineData("train.csv", "test.csv")]
    [InlineData("mnist_train.csv", "mnist_test.csv")]
    [InlineData("Training-set.tsv", "Test-set.csv")]
    public void The_test_table_is_held_back(string train, string test) => With(new() { [train] = Train, [test] = Test }, folder =>
    {
        LoadedData data = Read(folder);
        Assert.Equal((7, 2, 0), (data.Rows, data.StandardTestRows, data.StandardValidationRows));
        Assert.Equal([0, 1, 0, 1, 0, 1, 0], data.Classes!);
        // Columns are matched by name: the last two rows have 6 and 7 as a.
        Assert.Equal([1f, 2, 3, 4, 5, 6, 7], Tables.Values(data).Where((_, i) => i % data.Inputs.Shape.Size == 0));
        Assert.Contains(data.Notes, note => note.StartsWith($"note      {test}: column 3 ('colour')", StringComparison.Ordinal));
    });

    [Fact]
    public void A_validation_table_is_the_validation_part_beside_a_test_table_and_judges_alone() =>
        With(new() { ["train.csv"] = Train, ["valid.csv"] = Test }, folder =>
        {
            Assert.Equal((2, 0), (Read(folder).StandardTestRows, Read(folder).StandardValidationRows));
            File.WriteAllText(Path.Combine(folder, "test.csv"), "a,colour,y\n8,red,yes\n");
            LoadedData data = Read(folder);
            Assert.Equal((1, 2), (data.StandardTestRows, data.StandardValidationRows));
            Assert.Equal([1, 0, 1], data.Classes![5..]);
        });

    [Fact]
    public void A_test_table_without_answers_is_left_out_and_predicted() =>
        With(new() { ["train.csv"] = Train, ["test.csv"] = "colour,a\nblue,6\nred,7\nred,8\n", ["sample_submission.csv"] = "id,y\n1,no\n" },
            folder =>
        {
            LoadedData data = Read(folder);
            Assert.Equal((5, 0), (data.Rows, data.StandardTestRows));
            Assert.Contains("left out  test.csv, which has no column y; glia predict answers its rows", data.Notes);
            Model model = Tables.Trained(data).Run.ToModel();
            Assert.Equal(3, Tables.Source.Open(new ExperimentData { Source = folder }, null, model, needsTargets: false).Rows);
        });

    [Fact]
    public void A_model_is_judged_by_the_test_table() => With(new() { ["train.csv"] = Train, ["test.csv"] = Test }, folder =>
    {
        Model model = Tables.Trained(Read(folder)).Run.ToModel();
        Assert.Equal(2, Tables.Source.Open(new ExperimentData { Source = folder }, null, model).Rows);
    });

    [Fact]
    public void Another_folder_validates_by_its_training_table() => With(new() { ["train.csv"] = Train, ["test.csv"] = Test }, folder =>
    {
        Experiment experiment = Experiment.Parse("x.json", """
            { "data": { "source": "." }, "network": [{ "class_name": "Dense", "units": 2 }], "training": { "validation_data": "." } }
            """) with { Folder = folder };
        LoadedData data = Tables.Source.Open(experiment);
        Assert.Equal((12, 5, 2), (data.Rows, data.StandardValidationRows, data.StandardTestRows));
    });

    [Fact]
    public void Two_tables_for_one_part_are_refused() =>
        With(new() { ["train_a.csv"] = Train, ["train_b.csv"] = Train, ["test.csv"] = Test }, folder => Assert.Equal(
            $"{folder} holds two tables for the training part, train_a.csv and train_b.csv; give the table that is meant, or move one " +
                "away.",
            Assert.Throws<GliaException>(() => Read(folder)).Message));

    [Fact]
    public void A_column_that_a_part_lacks_is_named_with_its_table() =>
        With(new() { ["train.csv"] = Train, ["test.csv"] = "a,y\n1,no\n" }, folder => Assert.StartsWith(
            $"{Path.Combine(folder, "test.csv")} has no column 'colour'", Assert.Throws<GliaException>(() => Read(folder)).Message,
            StringComparison.Ordinal));

    [Fact]
    public void A_folder_of_other_tables_is_none() => With(new() { ["a.csv"] = Train, ["test.csv"] = Test }, folder =>
        Assert.Contains("holds neither", Assert.Throws<GliaException>(() => Read(folder)).Message, StringComparison.Ordinal));

    private static LoadedData Read(string folder) => Tables.Source.Open(new ExperimentData { Source = folder }, null);

    private static void With(Dictionary<string, string> tables, Action<string> test)
    {
        string folder = Directory.CreateTempSubdirectory("glia-tables-").FullName;
        try
        {
            foreach ((string name, string text) in tables)
                File.WriteAllText(Path.Combine(folder, name),
                    name.EndsWith(".tsv", StringComparison.Ordinal) ? text.Replace(',', '\t') : text);
            test(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
