using Glia.Data;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Tests.Experiments;

/// <summary><c>sample_weight</c> of an experiment file.</summary>
public class SampleWeightTests
{
    private const int Rows = 12;

    // A line with one row far off it, row 5.
    private static readonly float[] s_x = [.. Enumerable.Range(0, Rows).Select(i => i == 5 ? 90f : i / 4f)];
    private static readonly float[] s_y = [.. Enumerable.Range(0, Rows).Select(i => i == 5 ? -70f : 2 - i / 4f)];

    private static LoadedData Loaded(int[] rows, float[]? weights = null) => LoadedData.OfNumbers(
        new FloatFeatures(Array.ConvertAll(rows, row => s_x[row]), 1), new Targets(Array.ConvertAll(rows, row => s_y[row])))
        .WithSampleWeights(weights);

    private static int[] All => [.. Enumerable.Range(0, Rows)];

    private static float[] Ones(int but, float weight) => [.. All.Select(row => row == but ? weight : 1)];

    // All rows in one batch and the sum of their losses, so that a row that is not there and a row that counts nothing are the same.
    private static float[] Trained(LoadedData data, string scale)
    {
        Experiment experiment = Experiment.Parse("x.json", $$"""
            {
              "data": { "source": "x.csv", "sample_weight": "w", "scale": "{{scale}}" },
              "network": [{ "class_name": "Dense", "units": 3, "activation": "tanh" }, { "class_name": "Dense", "units": 1 }],
              "training": {
                "loss": { "class_name": "mean_squared_error", "reduction": "sum" },
                "optimizer": { "class_name": "SGD", "learning_rate": 0.002 }, "batch_size": 100, "epochs": 60, "shuffle": false
              }
            }
            """);
        ExperimentRun run = ExperimentRun.Prepare(experiment, data, threads: 1);
        _ = run.Train();
        return run.Network.Weights.All.ToArray();
    }

    private static void Near(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("standardize")]
    public void A_weight_of_0_is_the_row_left_out(string scale)
    {
        float[] without = Trained(Loaded([.. All.Where(row => row != 5)]), scale);
        Near(without, Trained(Loaded(All, Ones(but: 5, 0)), scale));
        Assert.NotEqual(without[0], Trained(Loaded(All), scale)[0], 1e-3);
    }

    [Fact]
    public void A_weight_of_2_is_the_row_twice()
    {
        float[] twice = Trained(Loaded([.. All.Where(row => row != 5), 3]), "none");
        Near(twice,
            Trained(Loaded([.. All.Where(row => row != 5)], [.. All.Where(row => row != 5).Select(row => row == 3 ? 2f : 1)]), "none"));
        Assert.NotEqual(twice[0], Trained(Loaded([.. All.Where(row => row != 5)]), "none")[0], 1e-5);
    }

    [Fact]
    public void Weights_go_with_their_rows_through_splits()
    {
        float[] weights = [.. All.Select(row => row + 1f)];
        Experiment experiment = Experiment.Parse("x.json", """
            { "data": { "source": "x.csv", "sample_weight": "w", "split": { "test_size": 3 } },
              "network": [{ "class_name": "Dense", "units": 1 }],
              "training": { "validation_split": 0.3 } }
            """);
        LoadedData data = LoadedData.OfNumbers(new FloatFeatures([.. All.Select(row => (float)row)], 1), new Targets(s_y))
            .WithSampleWeights(weights);
        PreparedData prepared = PreparedData.Prepare(experiment, data, 1);
        Assert.Equal(Inputs(prepared.Training).Select(row => row + 1), prepared.Training.SampleWeights!);
        Assert.Equal(Inputs(prepared.Validation!).Select(row => row + 1), prepared.Validation!.SampleWeights!);
        Assert.Null(prepared.Test!.SampleWeights);
        Assert.StartsWith("weights   w: ", Assert.Single(prepared.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_is_judged_by_has_no_weights()
    {
        Experiment experiment = Experiment.Parse("x.json", """
            { "data": { "source": "x.csv", "sample_weight": "w" }, "network": [{ "class_name": "Dense", "units": 1 }],
              "training": { "loss": "mse", "epochs": 0 } }
            """);
        double Judged(float[]? weights) => ExperimentRun.Prepare(experiment, Loaded(All, weights), threads: 1).Train().Train.Loss;
        Assert.Equal(Judged(null), Judged(Ones(but: 5, 7)));
    }

    [Fact]
    public void They_are_multiplied_by_the_weights_of_classes()
    {
        LoadedData Cats(float[] weights) => LoadedData.OfClasses(new FloatFeatures([0f, 1, 2, 3], 1), [0, 1, 0, 1], ["cat", "dog"])
            .WithSampleWeights(weights);
        float[] Weights(float[] weights, string classWeight)
        {
            Experiment experiment = Experiment.Parse("x.json", $$"""
                { "data": { "source": "x.csv", "sample_weight": "w" },
                  "network": [{ "class_name": "Dense", "units": 2, "activation": "softmax" }],
                  "training": { "class_weight": {{classWeight}}, "optimizer": "SGD", "epochs": 3 } }
                """);
            ExperimentRun run = ExperimentRun.Prepare(experiment, Cats(weights), threads: 1);
            _ = run.Train();
            return run.Network.Weights.All.ToArray();
        }
        Assert.Equal(Weights([2, 15, 4, 20], "null"), Weights([2, 3, 4, 4], """{ "dog": 5 }"""));
    }

    [Fact]
    public void Arrays_of_a_file_weigh_the_parts_they_are_named_for() => WithParts(file =>
    {
        PreparedData prepared = Prepared(file, "w_train", "{}");
        Assert.Equal([1f, 2, 0], prepared.Training.SampleWeights!);
        Assert.Equal([4f, 5], prepared.Validation!.SampleWeights!);
        Assert.Null(prepared.Test!.SampleWeights);
        Assert.Equal([1f, 2, 0], Prepared(file, "w", "{}").Training.SampleWeights!);
        // Two arrays have no weights, three have, as in Keras.
        Assert.Null(Prepared(file, "w", """{ "validation_data": ["x_seen", "y_seen"] }""").Validation!.SampleWeights);
        Assert.Equal([8f], Prepared(file, "w", """{ "validation_data": ["x_seen", "y_seen", "w_seen"] }""").Validation!.SampleWeights!);
    });

    [Theory]
    [InlineData("text", "the array text holds text, and sample weights are numbers; save numbers.")]
    [InlineData("minus", "minus[1] is -1, which is no sample weight; give every row a number of at least 0 (0 leaves it out of the " +
        "training).")]
    [InlineData("nan", "nan[2] is NaN, which is no sample weight; give every row a number of at least 0 (0 leaves it out of the " +
        "training).")]
    [InlineData("w_seen", "the array w_seen has the shape (1) and x_train has 3 rows; each row needs one sample weight.")]
    [InlineData("y_train", "the array y_train is named as the sample weights and as inputs or targets as well; name another.")]
    public void Arrays_that_are_no_weights_are_refused(string name, string sentence) => WithParts(file =>
        Assert.Equal($"{file}: {sentence}", Assert.Throws<GliaException>(() => Prepared(file, name, "{}")).Message));

    [Fact]
    public void An_array_that_is_not_there_is_refused_with_the_nearest_one() => WithParts(file =>
        Assert.StartsWith($"{file} has no array w_trian (did you mean w_train?); it has ",
            Assert.Throws<GliaException>(() => Prepared(file, "w_trian", "{}")).Message, StringComparison.Ordinal));

    [Fact]
    public void Weights_that_are_all_0_are_refused() => WithParts(file => Assert.Equal(
        "All sample weights ('zero') of the 3 rows that train are 0, so nothing would be learned; give the rows that count a weight " +
            "above 0.",
        Assert.Throws<GliaException>(() => Prepared(file, "zero", "{}")).Message));

    [Fact]
    public void Rows_without_a_weight_do_not_train() => WithParts(file => Assert.Equal(
        $"2 of the 5 rows that train come from a part of {file} that has no sample weights 'w'; " +
        "add them to that part, or let split and validation_data leave it out of the training.",
        Assert.Throws<GliaException>(() => Prepared(file, "w", "{}", split: "\"none\"")).Message));

    [Fact]
    public void A_file_beside_the_inputs_weighs_them()
    {
        string folder = Directory.CreateTempSubdirectory("glia-").FullName;
        try
        {
            Npy.Write(Path.Combine(folder, "x.npy"), NdArray.From([1f, 2, 3], 3, 1));
            Npy.Write(Path.Combine(folder, "y.npy"), NdArray.From([1f, 2, 3]));
            Npy.Write(Path.Combine(folder, "w.npy"), NdArray.From([4f, 5, 6]));
            Assert.Equal([4f, 5, 6], Prepared(Path.Combine(folder, "x.npy"), "w.npy", "{}").Training.SampleWeights!);
            Assert.Equal([4f, 5, 6], Prepared(folder, "w", "{}").Training.SampleWeights!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_list_of_names_is_refused() => Assert.StartsWith("x.json line 1: data.sample_weight",
        Assert.Throws<GliaException>(() =>
            Experiment.Parse("x.json", """{"data":{"source":"x.csv","sample_weight":["a","b"]},"network":[]}""")).Message,
        StringComparison.Ordinal);

    private static PreparedData Prepared(string file, string weight, string training, string split = "null")
    {
        Experiment experiment = Experiment.Parse("x.json", $$"""
            { "data": { "source": {{System.Text.Json.JsonSerializer.Serialize(file)}}, "sample_weight": "{{weight}}", "split": {{split}} },
              "network": [{ "class_name": "Dense", "units": 1 }], "training": {{training}} }
            """);
        Assert.Equal(experiment.ToJson(), Experiment.Parse("y.json", experiment.ToJson()).ToJson());
        return PreparedData.Prepare(experiment, new DataSource().Open(experiment), 1);
    }

    private static void WithParts(Action<string> test) => Data.Fixture.WithFile(".npz", file =>
    {
        Npz.Write(file, new Dictionary<string, NdArray>
        {
            ["x_train"] = NdArray.From([1f, 2, 3], 3, 1),
            ["y_train"] = NdArray.From([1f, 2, 3]),
            ["w_train"] = NdArray.From([1f, 2, 0]),
            ["x_val"] = NdArray.From([4f, 5], 2, 1),
            ["y_val"] = NdArray.From([4f, 5]),
            ["w_val"] = NdArray.From([4.0, 5.0], 2, 1),
            ["x_test"] = NdArray.From([6f, 7], 2, 1),
            ["y_test"] = NdArray.From([6f, 7]),
            ["x_seen"] = NdArray.From([8f], 1, 1),
            ["y_seen"] = NdArray.From([8f]),
            ["w_seen"] = NdArray.From([8f]),
            ["text"] = NdArray.From(["a", "b", "c"], 3),
            ["minus"] = NdArray.From([1f, -1, 1]),
            ["nan"] = NdArray.From([1f, 1, float.NaN]),
            ["zero"] = NdArray.From([0f, 0, 0]),
        });
        test(file);
    });

    private static float[] Inputs(Dataset data)
    {
        var values = new float[data.Rows];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], values);
        return values;
    }
}
