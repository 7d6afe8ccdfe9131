using Glia.Data;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Tests.Experiments;

public class PreparedDataTests
{
    // Row i holds the number i.
    private static LoadedData Numbers(int rows, Func<int, float> target) =>
        LoadedData.OfNumbers(new FloatFeatures([.. Enumerable.Range(0, rows).Select(i => (float)i)], 1),
            new Targets([.. Enumerable.Range(0, rows).Select(target)]));

    private static Experiment Given(string data, string training = "{}") =>
        Experiment.Parse("x.json",
            $$"""{"data":{"source":"x.csv",{{data}}},"network":[{"class_name":"Dense","units":1}],"training":{{training}}}""");

    private static float[] Inputs(Dataset data)
    {
        var values = new float[data.Rows];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], values);
        return values;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_test_part_of_decimal_numbers_follows_the_training_part(int testRows) => Data.Fixture.WithFile(".npz", file =>
    {
        Npz.Write(file, new Dictionary<string, NdArray>
        {
            ["x_train"] = NdArray.From([0f, 0.5f, 1, 1.5f, 2, 2.5f], 3, 2),
            ["y_train"] = NdArray.From([1f, 2, 3]),
            ["x_test"] = NdArray.From([.. Enumerable.Range(0, 2 * testRows).Select(i => 10f + i)], testRows, 2),
            ["y_test"] = NdArray.From([.. Enumerable.Range(0, testRows).Select(i => 4f + i)]),
        });
        LoadedData data = new DataSource().Open(new ExperimentData { Source = file }, null);
        var last = new float[4];
        data.Inputs.Gather([2, 3], last);
        Assert.Equal((testRows, 2, 2.5f, 10, 11), (data.StandardTestRows, last[0], last[1], last[2], last[3]));
    });

    [Fact]
    public void A_test_part_of_its_own_is_never_trained_on_unless_the_file_says_so()
    {
        LoadedData loaded = Numbers(10, i => i) with { StandardTestRows = 3 };
        PreparedData absent = PreparedData.Prepare(Given("\"scale\":\"none\""), loaded, 1);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Inputs(absent.Training));
        Assert.Equal([7, 8, 9], Inputs(absent.Test!));
        Assert.Empty(absent.Notes);
        Assert.Equal(Inputs(absent.Training), Inputs(PreparedData.Prepare(Given("\"split\":\"standard\""), loaded, 1).Training));

        PreparedData none = PreparedData.Prepare(Given("\"split\":\"none\""), loaded, 1);
        Assert.Equal((10, null), (none.Training.Rows, none.Test));
        Assert.Equal("The 3 rows of its own test part are trained on, as \"split\": \"none\" asks.", Assert.Single(none.Notes));

        PreparedData anew = PreparedData.Prepare(Given("\"split\":{\"test_size\":2,\"shuffle\":false}"), loaded, 1);
        Assert.Equal([8, 9], Inputs(anew.Test!));
        Assert.Equal("The 3 rows of its own test part are split anew with the others, as split asks.", Assert.Single(anew.Notes));
    }

    [Fact]
    public void A_validation_part_of_its_own_is_only_looked_at()
    {
        LoadedData loaded = Numbers(10, i => i) with { StandardTestRows = 2, StandardValidationRows = 3 };
        foreach (string training in (string[])["{}", """{"validation_data":"standard"}"""])
        {
            PreparedData data = PreparedData.Prepare(Given("\"scale\":\"none\"", training), loaded, 1);
            Assert.Equal([0, 1, 2, 3, 4], Inputs(data.Training));
            Assert.Equal([5, 6, 7], Inputs(data.Validation!));
            Assert.Equal([8, 9], Inputs(data.Test!));
        }
        PreparedData none = PreparedData.Prepare(Given("\"split\":\"none\"", """{"validation_data":"none"}"""), loaded, 1);
        Assert.Equal((10, null, null), (none.Training.Rows, none.Validation, none.Test));
        Assert.Equal([0, 1, 2, 3, 4, 8, 9], Inputs(PreparedData.Prepare(Given("\"split\":\"none\""), loaded, 1).Training));
        Assert.StartsWith("x.csv comes with a validation part, and validation_split asks for another;",
            Assert.Throws<GliaException>(() => PreparedData.Prepare(Given("\"scale\":\"none\"", """{"validation_split":0.5}"""), loaded,
                1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("x.csv comes with no validation part,",
            Assert.Throws<GliaException>(() => PreparedData.Prepare(Given("\"scale\":\"none\"", """{"validation_data":"standard"}"""),
                Numbers(3, i => i), 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\"x_seen\",\"y_seen\"]", 2)]
    [InlineData("\"other.npz\"", 3)]
    public void Validation_data_come_from_other_arrays_or_another_source(string validation, int rows)
    {
        string folder = Directory.CreateTempSubdirectory("glia-").FullName;
        try
        {
            Npz.Write(Path.Combine(folder, "x.npz"), new Dictionary<string, NdArray>
            {
                ["x_train"] = NdArray.From([0f, 1, 2, 3], 4, 1),
                ["y_train"] = NdArray.From(["b", "d", "b", "d"], 4),
                ["x_test"] = NdArray.From([4f], 1, 1),
                ["y_test"] = NdArray.From(["b"], 1),
                ["x_seen"] = NdArray.From([5f, 6], 2, 1),
                ["y_seen"] = NdArray.From(["d", "a"], 2),
            });
            Npz.Write(Path.Combine(folder, "other.npz"), new Dictionary<string, NdArray>
            {
                ["x_train"] = NdArray.From([5f, 6, 7], 3, 1),
                ["y_train"] = NdArray.From(["d", "a", "a"], 3),
            });
            Experiment experiment = Experiment.Parse("x.json", $$"""
                {"data":{"source":"x.npz"},"network":[{"class_name":"Dense","units":3}],
                  "training":{"validation_data":{{validation}},"early_stopping":{"monitor":"val_loss"} } }
                """) with { Folder = folder };
            PreparedData data = PreparedData.Prepare(experiment, new DataSource().Open(experiment), 3);
            Assert.Equal([0, 1, 2, 3], Inputs(data.Training));
            Assert.Equal([4], Inputs(data.Test!));
            Assert.Equal([5, 6, 7], [.. Inputs(data.Validation!), .. rows == 2 ? [7f] : (float[])[]]);
            // One numbering of the classes for all parts, those included that train on none.
            Assert.Equal(["a", "b", "d"], data.ClassNames!);
            Assert.Equal([0, 0, 1], data.Validation!.Targets[0].ToArray());
            Assert.Equal(Experiment.Parse("y.json", experiment.ToJson()).ToJson(), experiment.ToJson());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Parts_of_a_file_are_found_by_their_names() => Data.Fixture.WithFile(".npz", file =>
    {
        Npz.Write(file, new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From([0f, 1, 2], 3, 1),
            ["y"] = NdArray.From([1f, 2, 3]),
            ["x_val"] = NdArray.From([3f], 1, 1),
            ["y_val"] = NdArray.From([4f]),
            ["x_test"] = NdArray.From([4f, 5], 2, 1),
            ["y_test"] = NdArray.From([5f, 6]),
        });
        LoadedData data = new DataSource().Open(new ExperimentData { Source = file }, null);
        Assert.Equal((6, 1, 2), (data.Rows, data.StandardValidationRows, data.StandardTestRows));
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Numbers!.Values.ToArray());
        Assert.Equal(2, new DataSource().Open(new ExperimentData { Source = file, Inputs = ["x_test"] }, null).Rows);
    });

    [Fact]
    public void Without_a_split_everything_trains()
    {
        PreparedData data = PreparedData.Prepare(Given("\"scale\":\"none\""), Numbers(10, i => i), 1);
        Assert.Equal(10, data.Training.Rows);
        Assert.Null(data.Test);
        Assert.Null(data.Validation);
    }

    [Fact]
    public void The_split_is_that_of_scikit_learn()
    {
        // train_test_split(range(10), test_size=0.3, random_state=0)
        PreparedData data = PreparedData.Prepare(Given("""  "split":{"test_size":0.3,"random_state":0} """), Numbers(10, i => i), 1);
        Assert.Equal([9, 1, 6, 7, 3, 0, 5], Inputs(data.Training));
        Assert.Equal([2, 8, 4], Inputs(data.Test!));
        Assert.Equal([2, 8, 4], data.Test!.Targets.Values.ToArray());
    }

    [Fact]
    public void A_split_without_a_seed_takes_the_experiments()
    {
        Experiment experiment = Given("\"split\":{\"test_size\":3}") with { Seed = 0 };
        Assert.Equal([2, 8, 4], Inputs(PreparedData.Prepare(experiment, Numbers(10, i => i), 1).Test!));
    }

    [Fact]
    public void Without_shuffling_the_last_rows_test_and_the_rows_before_them_validate()
    {
        PreparedData data = PreparedData.Prepare(Given("\"split\":{\"test_size\":2,\"shuffle\":false}", "{\"validation_split\":0.25}"),
            Numbers(10, i => i), 1);
        Assert.Equal([0, 1, 2, 3, 4, 5], Inputs(data.Training));
        Assert.Equal([6, 7], Inputs(data.Validation!));
        Assert.Equal([8, 9], Inputs(data.Test!));
    }

    [Fact]
    public void A_stratified_split_keeps_the_shares_of_numbers_and_of_texts()
    {
        Experiment experiment = Given("\"split\":{\"test_size\":0.5,\"stratify\":true}");
        PreparedData numbers = PreparedData.Prepare(experiment, Numbers(20, i => i < 4 ? 7 : 2), 1);
        Assert.Equal(2, numbers.Test!.Targets.Values.ToArray().Count(value => value == 7));
        PreparedData texts = PreparedData.Prepare(experiment,
            LoadedData.OfTexts(Numbers(20, i => i).Inputs, [.. Enumerable.Range(0, 20).Select(i => i < 4 ? "b" : "a")]), 1);
        Assert.Equal(2, texts.Test!.Targets.Values.ToArray().Count(value => value == 1));
    }

    [Fact]
    public void The_scale_is_fitted_on_the_training_part_alone()
    {
        PreparedData data = PreparedData.Prepare(Given("\"scale\":\"minmax\",\"split\":{\"test_size\":5,\"shuffle\":false}"),
            Numbers(10, i => i), 1);
        Assert.Equal([0, 0.25f, 0.5f, 0.75f, 1], Inputs(data.Training));
        Assert.Equal([1.25f, 1.5f, 1.75f, 2, 2.25f], Inputs(data.Test!));
    }

    [Theory]
    [InlineData("auto", "categorical_crossentropy", 3, 3)]
    [InlineData("auto", "sparse_categorical_crossentropy", 3, 1)]
    [InlineData("auto", "binary_crossentropy", 1, 1)]
    [InlineData("auto", "mse", 3, 3)]
    [InlineData("index", "categorical_crossentropy", 3, 1)]
    [InlineData("one-hot", "sparse_categorical_crossentropy", 3, 3)]
    public void Texts_become_what_the_loss_needs_or_what_is_said(string encoding, string loss, int outputs, int width)
    {
        PreparedData data = PreparedData.Prepare(Given($"\"target_encoding\":\"{encoding}\"", $$"""{"loss":"{{loss}}"}"""),
            LoadedData.OfTexts(Numbers(3, i => i).Inputs, ["c", "a", "b"]), outputs);
        Assert.Equal(width, data.Training.Targets.Width);
        Assert.Equal(["a", "b", "c"], data.ClassNames!);
        Assert.Equal(width == 1 ? [2, 0, 1] : [0, 0, 1, 1, 0, 0, 0, 1, 0], data.Training.Targets.Values.ToArray());
    }

    [Fact]
    public void Numbers_stay_what_they_are_so_that_a_mistake_in_them_stays_visible()
    {
        foreach (string encoding in (string[])["auto", "none", "index"])
            Assert.Equal([1, 2, 3], PreparedData.Prepare(Given($"\"target_encoding\":\"{encoding}\""), Numbers(3, i => i + 1),
                1).Training.Targets.Values.ToArray());
        Assert.Equal(4, PreparedData.Prepare(Given("\"target_encoding\":\"one-hot\""), Numbers(3, i => i + 1), 1).Training.Targets.Width);
    }

    [Theory]
    [InlineData("\"split\":\"standard\"", "x.csv comes with no test part, so \"split\": \"standard\" has no meaning; write \"split\": " +
        "{\"test_size\": 0.25}, or leave it out.")]
    [InlineData("\"target_encoding\":\"one-hot\"", "Row 1 of the targets of x.csv is 0.5, which is no class number; set target_encoding " +
        "to \"none\", or name another target column.")]
    public void What_cannot_be_done_gets_its_sentence(string data, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => PreparedData.Prepare(Given(data), Numbers(3, i => i / 2f), 1)).Message);

    [Fact]
    public void Texts_cannot_stay_texts() =>
        Assert.StartsWith("The targets of x.csv are texts", Assert.Throws<GliaException>(() =>
            PreparedData.Prepare(Given("\"target_encoding\":\"none\""), LoadedData.OfTexts(Numbers(2, i => i).Inputs, ["a", "b"]),
                1)).Message, StringComparison.Ordinal);
}
