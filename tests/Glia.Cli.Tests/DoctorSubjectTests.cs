using System.Globalization;
using Glia.Data;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Cli.Tests;

/// <summary>Everything <c>glia doctor</c> can be pointed at, healthy, sick and wrong.</summary>
public class DoctorSubjectTests
{
    [Fact]
    public void Data_alone_are_judged_without_talking_about_a_network()
    {
        using var folder = new Folder();
        Command.Result healthy = Command.Run("doctor", folder.Write("blobs.csv", Csv(row => null)));
        Assert.Equal((0, ""), (healthy.Code, healthy.Errors));
        Assert.StartsWith("blobs.csv: healthy", healthy.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("activation", healthy.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_gap_in_a_table_is_filled_and_no_finding()
    {
        using var folder = new Folder();
        string data = folder.Write("blobs.csv", Csv(row => row == 41 ? "" : null)),
            experiment = folder.Write("e.json", Blobs("\"scale\": \"standardize\","));
        foreach (string subject in (string[])[data, experiment]) Assert.Equal(0, Command.Run("doctor", subject).Code);
    }

    [Fact]
    public void A_missing_value_is_a_finding_with_its_row_in_the_file_with_and_without_a_network()
    {
        using var folder = new Folder();
        string data = Arrays(folder, "blobs.npz", gap: 41), experiment =
            folder.Write("e.json", Blobs("\"scale\": \"standardize\",", source: "\"blobs.npz\", \"target_encoding\": \"one-hot\""));
        foreach (string subject in (string[])[data, experiment])
        {
            Command.Result result = Command.Run("doctor", subject);
            Assert.Equal((1, ""), (result.Code, result.Errors));
            Assert.Contains("sick. Cause: NaN or infinity in the data", result.Output, StringComparison.Ordinal);
            Assert.Contains("1 of 300 rows", result.Output, StringComparison.Ordinal);
            Assert.Contains("row 41", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_test_part_with_training_rows_in_it_is_found_in_the_data_alone()
    {
        using var folder = new Folder();
        float[] x = [.. Enumerable.Range(0, 400).Select(i => (float)Math.Sin(i) + i % 2)];
        NdArray inputs = NdArray.From(x, 200, 2), targets = NdArray.From([.. Enumerable.Range(0, 200).Select(i => (float)(i % 2))]);
        Npz.Write(folder["d.npz"], new Dictionary<string, NdArray>
        {
            ["x_train"] = inputs,
            ["y_train"] = targets,
            ["x_test"] = inputs,
            ["y_test"] = targets
        });
        Assert.Contains("GLIA013", Command.Run("doctor", folder["d.npz"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_judged_by_data_and_without_them_by_the_run_it_lies_in()
    {
        using var folder = new Folder();
        string data = folder.Write("blobs.csv", Csv(row => null)), run = folder["run"], model = Path.Combine(run, RunFolder.ModelFile);
        Assert.Equal(0, Command.Run("train", folder.Write("e.json", Blobs()), "-o", run).Code);
        Command.Result judged = Command.Run("doctor", model, data), option = Command.Run("doctor", model, "--data", data),
            inFolder = Command.Run("doctor", run, data);
        Assert.Equal((0, true), (judged.Code, judged.Output.ReplaceLineEndings(" ").Contains("of 300 rows", StringComparison.Ordinal)));
        Assert.Equal(judged, option);
        Assert.Equal(Said(judged), Said(inFolder));
        Assert.Contains("network this run left", Command.Run("doctor", model, "--quick", "--verbose").Output, StringComparison.Ordinal);
        File.Delete(Path.Combine(run, RunFolder.ExperimentFile));
        Says(["doctor", model], "is a model and no experiment.json lies beside it");
        File.Delete(model);
        Says(["doctor", run], "has no experiment.json");
    }

    // What was said but for the subject's name, on whose length the lines depend.
    private static string Said(Command.Result result) => string.Join(' ', result.Output[result.Output.IndexOf(": ",
        StringComparison.Ordinal)..].Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Data_that_hold_NaN_are_to_blame_and_not_the_model_they_judge()
    {
        using var folder = new Folder();
        Arrays(folder, "blobs.npz", gap: -1);
        Assert.Equal(0, Command.Run("train", folder.Write("e.json", Blobs(source: "\"blobs.npz\", \"target_encoding\": \"one-hot\"")), "-o",
            folder["run"]).Code);
        Command.Result result = Command.Run("doctor", folder["run"], Arrays(folder, "bad.npz", gap: 7));
        Assert.Contains("sick. Cause: NaN or infinity in the data", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("GLIAS09", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_subject_gets_one_sentence()
    {
        using var folder = new Folder();
        Npz.Write(folder["other.npz"], new Dictionary<string, NdArray> { ["foo"] = NdArray.From([1f]) });
        Says(["doctor", folder["other.npz"]], "is neither data (arrays x and y");
        Npz.Write(folder["unnamed.npz"], new Dictionary<string, NdArray> { [""] = NdArray.From([1f]) });
        Says(["doctor", folder["unnamed.npz"]], "is neither data (arrays x and y");
        Npz.Write(folder["trace.npz"], new Dictionary<string, NdArray> { ["w1"] = NdArray.From([1f], 1, 1), ["y"] = NdArray.From([1f]) });
        Says(["doctor", folder["trace.npz"]], "there is no array x; a trace needs x, y and the weights");
        Says(["doctor", folder.Write("empty.json", " ")], "empty.json is empty");
        Says(["doctor", folder.Write("list.json", "[1]")], "an experiment is one JSON object");
        Says(["doctor", folder.Write("cut.npz", "PK")], "is not a whole npz file");
        Says(["doctor", folder.Write("blobs.csv", Csv(row => null)), "mnist"], "DATA goes with a model file or a run folder");
        Says(["doctor", folder["gone"]], "There is no file or folder");
        Says(["doctor", folder["gone.safetensors"]], "There is no file");
        Directory.CreateDirectory(folder["nothing"]);
        Says(["doctor", folder["nothing"]], "holds neither IDX files");
    }

    [Theory]
    [InlineData("epochs 0 to", "\"epochs\": 0")]
    [InlineData("3 units instead of 2", "\"epochs\": 20", "2")]
    [InlineData("instead of sparse_categorical_crossentropy", "\"epochs\": 20", "3", "\"target_encoding\": \"one-hot\",",
        "sparse_categorical_crossentropy")]
    public void What_cannot_run_is_mended_to_fit_its_data(string what, string training, string units = "3", string data = "",
        string loss = "categorical_crossentropy")
    {
        using var folder = new Folder();
        folder.Write("blobs.csv", Csv(row => null));
        Command.Result result = Command.Run("doctor", folder.Write("e.json", Blobs(data, units, training, loss)), "--fix",
            folder["mended.json"]);
        Assert.Equal((1, ""), (result.Code, result.Errors));
        Assert.Contains(what, File.ReadLines(folder["mended.json"]).First(), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("doctor", folder["mended.json"]).Code);
        Assert.Contains("It learned", Command.Run("train", folder["mended.json"], "-o", folder["run"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_is_mended_as_its_experiment()
    {
        using var folder = new Folder();
        folder.Write("blobs.csv", Csv(row => null));
        Command.Run("train", folder.Write("e.json",
            Blobs(training: "\"epochs\": 10, \"optimizer\": {\"class_name\": \"SGD\", \"learning_rate\": 1e-7}")), "-o", folder["run"]);
        foreach (string[] subject in (string[][])[[folder["run"]], [Path.Combine(folder["run"], RunFolder.ModelFile), folder["blobs.csv"]]])
        {
            Command.Result result = Command.Run(["doctor", .. subject, "--fix", folder["mended.json"]]);
            Assert.Equal((1, ""), (result.Code, result.Errors));
            Assert.Equal(0, Command.Run("doctor", folder["mended.json"]).Code);
            File.Delete(folder["mended.json"]);
        }
    }

    [Fact]
    public void Where_nothing_can_be_mended_a_sentence_says_why()
    {
        using var folder = new Folder();
        string data = folder.Write("blobs.csv", Csv(row => null)), healthy = folder.Write("e.json", Blobs());
        Assert.Contains("nothing has to be mended", Command.Run("doctor", healthy, "--fix", folder["m.json"]).Output,
            StringComparison.Ordinal);
        Assert.Contains("has no experiment file that could be mended", Command.Run("doctor", data, "--fix", folder["m.json"]).Output,
            StringComparison.Ordinal);
        Command.Result json = Command.Run("doctor", healthy, "--json", "--fix", folder["m.json"]);
        Assert.Equal('}', json.Output.TrimEnd()[^1]);
        Assert.StartsWith("Nothing was written", json.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["m.json"]));
    }

    private static void Says(string[] arguments, string sentence)
    {
        Command.Result result = Command.Run(arguments);
        Assert.Contains(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    // Three heaps of points; where a field is given it stands in place of the second number.
    private static string Csv(Func<int, string?> second)
    {
        var text = new System.Text.StringBuilder("a,b,kind\n");
        var random = new System.Random(1);
        for (int row = 0; row < 300; row++)
        {
            int kind = random.Next(3);
            double a = 2 * Math.Cos(2 * kind) + random.NextDouble(), b = 2 * Math.Sin(2 * kind) + random.NextDouble();
            text.Append(CultureInfo.InvariantCulture,
                $"{a:0.0000},{second(row) ?? b.ToString("0.0000", CultureInfo.InvariantCulture)},{"abc"[kind]}\n");
        }
        return text.ToString();
    }

    // The same rows as arrays, in which one value is no number; none where the gap is below 0.
    private static string Arrays(Folder folder, string name, int gap)
    {
        string[][] rows = [.. Csv(_ => null).TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))];
        float[] inputs = [.. rows.SelectMany(row => row.Take(2)).Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        if (gap >= 0) inputs[2 * gap + 1] = float.NaN;
        Npz.Write(folder[name], new Dictionary<string, NdArray>
        {
            ["x"] = NdArray.From(inputs, rows.Length, 2),
            ["y"] = NdArray.From([.. rows.Select(row => (float)(row[2][0] - 'a'))]),
        });
        return folder[name];
    }

    private static string Blobs(string data = "", string units = "3", string training =
        "\"epochs\": 20, \"optimizer\": {\"class_name\": \"Adam\", \"learning_rate\": 0.01}", string loss = "categorical_crossentropy",
            string source = "\"blobs.csv\", \"targets\": \"kind\"") => $$"""
        {
          "data": { {{data}} "source": {{source}}, "split": { "test_size": 0.25, "random_state": 1 } },
          "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" },
            { "class_name": "Dense", "units": {{units}}, "activation": "softmax" } ],
          "training": { "loss": "{{loss}}", {{training}} }
        }
        """;
}
