using System.Globalization;
using System.Text;

namespace Glia.Cli.Tests;

/// <summary><c>--sample-weight</c> on a table of which some rows are wrong and weigh nothing.</summary>
public class SampleWeightRunTests
{
    private static readonly string[] s_order = ["a", "b", "weight", "kind"];

    [Fact]
    public void Rows_of_weight_0_teach_nothing_wherever_the_column_stands()
    {
        using var folder = new Folder();
        byte[] model = Model(Table(folder, s_order), "run");
        Assert.Equal(model, Model(Table(folder, ["weight", "a", "b", "kind"]), "first"));
        Assert.Equal(model, Model(Table(folder, ["a", "b", "kind", "weight"]), "last"));

        byte[] Model(string file, string run)
        {
            Command.Result result = Train(folder, file, run);
            Assert.Equal((0, ""), (result.Code, result.Errors));
            Assert.Contains("weights weight: 0 to 2, ", result.Output, StringComparison.Ordinal);
            Assert.Contains("2 features: a and b", result.Output, StringComparison.Ordinal);
            return File.ReadAllBytes(Path.Combine(folder[run], "model.safetensors"));
        }
    }

    [Fact]
    public void A_model_is_used_without_the_column_and_with_it_alike()
    {
        using var folder = new Folder();
        Assert.Equal(0, Train(folder, Table(folder, s_order), "run").Code);
        string with = Table(folder, ["kind", "weight", "b", "a"], "with.csv"), without = Table(folder, ["a", "b", "kind"], "without.csv");
        foreach (string command in (string[])["evaluate", "predict"])
        {
            Command.Result first = Command.Run(command, folder["run"], with), second = Command.Run(command, folder["run"], without);
            Assert.Equal((0, ""), (first.Code, first.Errors));
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void A_run_folder_repeats_the_run_and_its_experiment_can_be_examined()
    {
        using var folder = new Folder();
        Assert.Equal(0, Train(folder, Table(folder, s_order), "run").Code);
        string experiment = Path.Combine(folder["run"], "experiment.json");
        Assert.Contains("\"sample_weight\": \"weight\"", File.ReadAllText(experiment), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", experiment, "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["run"], "model.safetensors")),
            File.ReadAllBytes(Path.Combine(folder["again"], "model.safetensors")));

        // Half of the rows are wrong and count nothing: of the others all can be told, and no finding comes from the wrong ones.
        Command.Result examined = Command.Run("doctor", experiment);
        Assert.Equal((0, ""), (examined.Code, examined.Errors));
        Assert.StartsWith("experiment.json: healthy.", examined.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1", "is '-1'")]
    [InlineData("nan", "is 'nan'")]
    [InlineData("inf", "is 'inf'")]
    [InlineData("much", "is 'much'")]
    [InlineData("", "is empty")]
    [InlineData("1e39", "is '1e39'")]
    public void What_is_no_weight_is_refused_with_its_line(string weight, string sentence)
    {
        using var folder = new Folder();
        string file = folder.Write("t.csv", $"a,weight,kind\n1,1,cat\n2,{weight},dog\n3,1,cat\n4,1,dog\n");
        Command.Result result = Train(folder, file, "run");
        Assert.Equal(2, result.Code);
        Assert.Equal($"{file} line 3: the sample weight in column 2 ('weight') {sentence}; " +
            "give every row a number of at least 0 (0 leaves it out of the training).", result.Errors.Trim());
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("wieght", "has no column 'wieght' (did you mean 'weight'?); it has a, weight and kind.")]
    [InlineData("kind", "column 3 ('kind') of FILE is named as the sample weight and as an input or target as well; take it out of one " +
        "of them.")]
    public void A_column_that_cannot_weigh_is_refused(string name, string sentence)
    {
        using var folder = new Folder();
        string file = folder.Write("t.csv", "a,weight,kind\n1,1,cat\n2,1,dog\n3,1,cat\n4,1,dog\n");
        Command.Result result = Command.Run("train", file, "--targets", "kind", "--sample-weight", name, "-o", folder["run"]);
        Assert.EndsWith(sentence.Replace("FILE", file, StringComparison.Ordinal), result.Errors.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_all_0_are_refused_by_the_doctor_too()
    {
        using var folder = new Folder();
        string file = folder.Write("t.csv", "a,weight,kind\n1,0,cat\n2,0,dog\n3,0,cat\n4,0,dog\n");
        const string sentence = "rows that train are 0, so nothing would be learned; give the rows that count a weight above 0.";
        Assert.Contains(sentence, Train(folder, file, "run").Errors, StringComparison.Ordinal);
        string experiment = folder.Write("e.json", """
            { "data": { "source": "t.csv", "sample_weight": "weight" },
              "network": [{ "class_name": "Dense", "units": 2, "activation": "softmax" }] }
            """);
        Assert.Contains(sentence, Command.Run("doctor", experiment).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_have_no_weights() => Assert.Equal(
        "mnist has no sample weights 'w': they are read with tables, .npz and .npy, not with images; leave sample_weight out.",
        Command.Run("train", "mnist", "--sample-weight", "w").Errors.Trim());

    [Fact]
    public void A_validation_table_is_weighed_where_it_has_the_column()
    {
        using var folder = new Folder();
        string file = Table(folder, s_order);
        string with = Table(folder, ["weight", "kind", "b", "a"], "with.csv"), without = Table(folder, ["a", "b", "kind"], "without.csv");
        double weighed = Loss(with), alike = Loss(without);
        // The wrong half of the rows makes the loss large where it counts.
        Assert.True(2 * weighed < alike, $"{weighed} with weights, {alike} without");

        double Loss(string validation)
        {
            string run = $"run-{Path.GetFileNameWithoutExtension(validation)}";
            Assert.Equal(0, Train(folder, file, run, "--validation-data", validation).Code);
            string[] history = File.ReadAllLines(Path.Combine(folder[run], "history.csv"));
            int column = Array.IndexOf(history[0].Split(','), "val_loss");
            return double.Parse(history[^1].Split(',')[column], CultureInfo.InvariantCulture);
        }
    }

    private static Command.Result Train(Folder folder, string file, string run, params string[] more) => Command.Run(
        ["train", file, "--sample-weight", "weight", "--targets", "kind", "--epochs", "20", "-o", folder[run], .. more]);

    // Every second row is labelled the wrong way round and has the weight 0.
    private static string Table(Folder folder, string[] order, string name = "kinds.csv")
    {
        var random = new System.Random(1);
        var text = new StringBuilder(string.Join(',', order) + "\n");
        for (int row = 0; row < 300; row++)
        {
            double a = 2 * random.NextDouble() - 1, b = 2 * random.NextDouble() - 1;
            bool wrong = row % 2 == 1;
            var fields = new Dictionary<string, string>
            {
                ["a"] = a.ToString("0.000", CultureInfo.InvariantCulture),
                ["b"] = b.ToString("0.000", CultureInfo.InvariantCulture),
                ["weight"] = wrong ? "0" : row % 4 == 0 ? "2" : "1",
                ["kind"] = a > b != wrong ? "cat" : "dog",
            };
            text.AppendJoin(',', order.Select(column => fields[column])).Append('\n');
        }
        return folder.Write(name, text.ToString());
    }
}
