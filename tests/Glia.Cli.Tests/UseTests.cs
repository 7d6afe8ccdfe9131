using System.Text.Json.Nodes;
using Glia.Mnist;

namespace Glia.Cli.Tests;

public class UseTests
{
    [Fact]
    public void Evaluate_gives_what_the_run_gave()
    {
        JsonNode summary = JsonNode.Parse(File.ReadAllText(Path.Combine(Runs.Small, "summary.json")))!;
        JsonNode evaluated = JsonNode.Parse(Command.Run("evaluate", Runs.Small, "mnist", "--json").Output)!;
        Assert.Equal(summary["test_accuracy"]!.GetValue<double>(), evaluated["accuracy"]!.GetValue<double>());
        Assert.Equal(summary["test_loss"]!.GetValue<double>(), evaluated["loss"]!.GetValue<double>());
        Assert.Equal(summary["confusion"]!.ToJsonString(), evaluated["confusion"]!.ToJsonString());
        Assert.Equal(10, evaluated["classes"]!.AsArray().Count);
        Assert.StartsWith("Test accuracy ", Command.Run("evaluate", Path.Combine(Runs.Small, "model.safetensors"), "mnist").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_says_so_where_it_is_given_the_rows_of_the_training()
    {
        using var folder = new Folder();
        string[] rows = [.. Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 3},{(i % 3 == 0 ? "low" : "high")}")];
        File.WriteAllLines(folder["own.csv"], ["a,b,level", .. rows]);
        File.WriteAllLines(folder["other.csv"], ["a,b,level", .. rows[..20]]);
        Assert.Equal(0, Command.Run("train", folder["own.csv"], "-o", folder["run"]).Code);
        Assert.Contains("trained this network", Command.Run("evaluate", folder["run"], folder["own.csv"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("trained this network", Command.Run("evaluate", folder["run"], folder["other.csv"]).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_answers_every_row()
    {
        JsonArray predictions = JsonNode.Parse(Command.Run("predict", Runs.Small, "mnist", "--json").Output)!["predictions"]!.AsArray();
        Assert.Equal(10_000, predictions.Count);
        Assert.Equal(1, predictions[0]!["outputs"]!.AsArray().Sum(share => share!.GetValue<double>()), 1e-4);
        Assert.Equal(10_000, Command.Run("predict", Runs.Small, "mnist").Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Predict_takes_a_picture_of_a_digit_in_any_size_and_shade()
    {
        // A seven of the test part that the network knows, as it is and as somebody would draw it: black on white, larger, off center.
        float[] seven = new float[784];
        MnistData.Load(factor: 1).Test.Inputs.Gather([0], seven);
        using var folder = new Folder();
        Png.Write(folder["plain.png"], 28, (x, y) => (byte)seven[y * 28 + x]);
        Png.Write(folder["drawn.png"], 140, (x, y) =>
            (byte)(255 - (x >= 20 && y < 112 ? seven[Math.Min(27, y / 4) * 28 + Math.Min(27, (x - 20) / 4)] : 0)));
        foreach ((string file, string seen) in new[] { ("plain.png", "28 x 28 pixels, light on dark, taken as it is."),
            ("drawn.png", "140 x 140 pixels, dark on light, so inverted, cut to its ink and centered in 28 x 28.") })
        {
            Command.Result shown = Command.Run("predict", Runs.Small, folder[file]);
            Assert.Equal((0, ""), (shown.Code, shown.Errors));
            Assert.Contains(seen, shown.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal),
                StringComparison.Ordinal);
            JsonNode json = JsonNode.Parse(Command.Run("predict", Runs.Small, folder[file], "--json").Output)!;
            Assert.Equal("7", json["predictions"]![0]!["class_name"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Summary_shows_the_layers_of_a_model_and_of_an_experiment()
    {
        string model = Command.Run("summary", Runs.Small).Output;
        Assert.Equal(model, Command.Run("summary", Path.Combine(Runs.Small, "experiment.json")).Output);
        Approved.Check("summary", model);
        JsonNode json = JsonNode.Parse(Command.Run("summary", Runs.Small, "--json").Output)!;
        Assert.Equal(12730, (int)json["parameters"]!);
        Assert.Equal(["dense", "dense_1"], json["layers"]!.AsArray().Select(layer => layer!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void Answers_are_written_as_a_table_with_the_probability_of_each_class_under_its_name()
    {
        using var folder = new Folder();
        string csv = folder.Write("t.csv", "a,b,kind\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => $"{i % 2},{i % 3},{(i % 2 == 0 ? "\"red, or so\"" : "blue")}\n")));
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "40", "-o", folder["run"], "--quiet").Code);
        Command.Result result = Command.Run("predict", folder["run"], csv, "--proba", "-o", folder["out.csv"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        string[] lines = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal(("blue,\"red, or so\"", 61), (lines[0], lines.Length));
        Assert.All(lines[1..], line =>
            Assert.Equal(1, line.Split(',').Sum(share => double.Parse(share, System.Globalization.CultureInfo.InvariantCulture)), 4));
        Assert.Equal(File.ReadAllText(folder["out.csv"]).ReplaceLineEndings("\n"),
            Command.Run("predict", folder["run"], csv, "--proba").Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, Command.Run("predict", folder["run"], csv, "-o", folder["classes.csv"]).Code);
        Assert.Equal(["class", "\"red, or so\"", "blue"], File.ReadAllLines(folder["classes.csv"])[..3]);
    }

    [Fact]
    public void A_network_of_values_has_no_probabilities_and_a_table_of_predictions()
    {
        using var folder = new Folder();
        string csv = folder.Write("v.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * 0.37 + 0.11}\n")));
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "2", "-o", folder["run"], "--quiet").Code);
        Assert.StartsWith("The network predicts values and no classes", Command.Run("predict", folder["run"], csv, "--proba").Errors,
            StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("predict", folder["run"], csv, "-o", folder["out.csv"]).Code);
        string[] lines = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal(("prediction", 61), (lines[0], lines.Length));
    }

    [Fact]
    public void What_is_piped_in_is_known_by_its_first_bytes()
    {
        using var folder = new Folder();
        string csv = folder.Write("p.csv",
            "a,b,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 2},{i % 3},{(i % 2 == 0 ? "red" : "blue")}\n")));
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "20", "-o", folder["run"], "--quiet").Code);
        string expected = Command.Run("predict", folder["run"], csv).Output;
        Assert.Equal(expected, Piped(File.ReadAllBytes(csv)));
        // An array of inputs alone.
        float[] inputs = [.. Enumerable.Range(0, 60).SelectMany(i => new float[] { i % 2, i % 3 })];
        using var array = new MemoryStream();
        Glia.Data.Npy.Write(array, Glia.Files.NdArray.From(inputs, 60, 2));
        Assert.Equal(expected, Piped(array.ToArray()));
        Assert.StartsWith("Standard input is empty", Assert.Throws<GliaException>(() => Piped([])).Message, StringComparison.Ordinal);
        // A workbook begins like an .npz, with another first file.
        using var workbook = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(workbook, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("[Content_Types].xml").Open().Dispose();
        Assert.StartsWith("standard input is an Excel sheet", Assert.Throws<GliaException>(() => Piped(workbook.ToArray())).Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("/glia-", Assert.Throws<GliaException>(() => Piped("no table"u8.ToArray())).Message,
            StringComparison.Ordinal);

        string Piped(byte[] bytes)
        {
            string said = "";
            Commands.StandardInput.Use(new MemoryStream(bytes), file =>
            {
                Command.Result result = Command.Run("predict", folder["run"], file);
                if (result.Code != 0) throw new GliaException(result.Errors);
                said = result.Output;
                return 0;
            });
            return said;
        }
    }

    [Theory]
    [InlineData("train", "-")]
    [InlineData("doctor", "-")]
    [InlineData("find-rate", "-")]
    public void What_is_piped_in_is_not_trained(params string[] words) =>
        Assert.Equal((ExitCodes.BadInput, "What is piped in (-) can be evaluated " +
        "and predicted, but an experiment names its data by their path, to be repeated; save them in a file and give that."),
        (Command.Run(words).Code, Command.Run(words).Errors.Trim()));

    [Fact]
    public void One_row_is_said_as_one()
    {
        using var folder = new Folder();
        string csv =
            folder.Write("p.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 5).Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")}\n")));
        Command.Result result = Command.Run("train", csv, "--test-size", "1", "--epochs", "1", "-o", folder["run"]);
        Assert.Contains("of the 1 test row is right", result.Output, StringComparison.Ordinal);
        string one = folder.Write("one.csv", "a\n3\n");
        Assert.Equal($"1 answer is in {folder["out.csv"]}",
            Command.Run("predict", folder["run"], one, "-o", folder["out.csv"]).Output.Trim());
    }

    [Fact]
    public void Answers_that_are_no_numbers_are_not_given_for_a_class()
    {
        using var folder = new Folder();
        string csv = folder.Write("p.csv",
            "a,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")}\n")));
        _ = Command.Run("train", csv, "--lr", "1e30", "-o", folder["run"], "--quiet");
        Command.Result result = Command.Run("predict", folder["run"], csv);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.StartsWith("The network answers every row by NaN or infinity", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_diverged_is_not_said_to_answer_one_class()
    {
        using var folder = new Folder();
        string csv = folder.Write("p.csv",
            "a,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{(i % 2 == 0 ? "red" : "blue")}\n")));
        _ = Command.Run("train", csv, "--lr", "1e30", "--layers", "2", "-o", folder["run"], "--quiet");
        Assert.Matches(@"^Test loss NaN It did not learn: its outputs for all 60 rows are NaN or infinite, because its weights reach " +
            @"\S+e\d+ and its inputs 1\.\d+, whose sums are larger than any number it can hold; train it again with a smaller learning " +
            @"rate\.$",
            Evaluated());
        Models.Model model = Models.Model.Load(folder["run/model.safetensors"]);
        foreach (Parameter parameter in model.Network.Parameters) model.Network.Weights[parameter].Fill(float.NaN);
        model.Save(folder["run/model.safetensors"]);
        const string Broken = "It did not learn: its outputs for all 60 rows are NaN or infinite, because 10 of its 10 weights are; " +
            "train it again with a smaller learning rate.";
        Assert.Equal($"Test loss NaN {Broken}", Evaluated());

        string Evaluated() => Command.Run("evaluate", folder["run"], csv).Output.ReplaceLineEndings(" ").TrimEnd();
    }

    [Fact]
    public void What_is_piped_in_is_evaluated_as_the_file_is_and_inputs_alone_are_refused()
    {
        using var folder = new Folder();
        string csv = Table.Clouds(folder);
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "20", "-o", folder["run"], "--quiet").Code);
        Assert.Equal(Command.Run("evaluate", folder["run"], csv, "--json"), Piped(File.ReadAllBytes(csv)));
        using var array = new MemoryStream();
        Glia.Data.Npy.Write(array, Glia.Files.NdArray.From(new float[120], 60, 2));
        Command.Result refused = Piped(array.ToArray());
        Assert.Equal((ExitCodes.BadInput, ""), (refused.Code, refused.Output));
        Assert.Contains("holds inputs only", refused.Errors, StringComparison.Ordinal);

        Command.Result Piped(byte[] bytes)
        {
            Command.Result result = Command.Run("--version");
            Commands.StandardInput.Use(new MemoryStream(bytes), file =>
                (result = Command.Run("evaluate", folder["run"], file, "--json")).Code);
            return result;
        }
    }

    [Fact]
    public void Arrays_without_targets_are_predicted()
    {
        using var folder = new Folder();
        string csv = folder.Write("p.csv",
            "a,b,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 2},{i % 3},{(i % 2 == 0 ? "red" : "blue")}\n")));
        Assert.Equal(0, Command.Run("train", csv, "--epochs", "20", "-o", folder["run"], "--quiet").Code);
        string expected = Command.Run("predict", folder["run"], csv).Output;
        Glia.Files.NdArray inputs =
            Glia.Files.NdArray.From([.. Enumerable.Range(0, 60).SelectMany(i => new float[] { i % 2, i % 3 })], 60, 2);
        Glia.Data.Npy.Write(folder["new.npy"], inputs);
        Glia.Data.Npy.Write(folder["x.npy"], inputs);
        Glia.Data.Npz.Write(folder["new.npz"], [new("measured", inputs)]);
        Glia.Data.Npz.Write(folder["test.npz"], [new("x_test", inputs), new("note", inputs)]);
        foreach (string file in new[] { "new.npy", "x.npy", "new.npz", "test.npz" })
            Assert.Equal((expected, ""),
                (Command.Run("predict", folder["run"], folder[file]).Output, Command.Run("predict", folder["run"], folder[file]).Errors));
        Assert.Contains("measured", Command.Run("evaluate", folder["run"], folder["new.npz"]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digits_are_exported_as_Keras_has_them()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("export", "mnist", folder["digits.npz"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        IReadOnlyDictionary<string, Glia.Files.NdArray> arrays = Glia.Data.Npz.Read(folder["digits.npz"]);
        Assert.Equal([60000, 28, 28], arrays["x_train"].Shape);
        Assert.Equal([10000], arrays["y_test"].Shape);
        Assert.Equal((Glia.Files.NumberType.UInt8, Glia.Files.NumberType.UInt8), (arrays["x_test"].Type, arrays["y_train"].Type));
        // The first digits of both parts, as everybody knows them.
        Assert.Equal([5, 0, 4, 1, 9], arrays["y_train"].RawBytes[..5].ToArray());
        Assert.Equal([7, 2, 1, 0, 4], arrays["y_test"].RawBytes[..5].ToArray());
        Assert.StartsWith("There are no built-in data 'cifar'", Command.Run("export", "cifar", "x.npz").Errors, StringComparison.Ordinal);
        Assert.StartsWith("x.csv must end in .npz", Command.Run("export", "mnist", "x.csv").Errors, StringComparison.Ordinal);
    }
}
