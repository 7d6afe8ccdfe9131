using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Mnist;

namespace Glia.Cli.Tests;

public class OwnDataTests
{
    [Fact]
    public void A_table_with_names_for_classes_is_learned_evaluated_and_predicted()
    {
        using var folder = new Folder();
        string csv = folder.Write("flowers.csv", Flowers(withSpecies: true));
        Command.Result trained = Command.Run("train", csv, "--epochs", "30", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("60 training, 15 test rows of 2, 3 classes, scale standardize", trained.Output, StringComparison.Ordinal);
        Assert.Contains("It learned: ", trained.Output, StringComparison.Ordinal);

        JsonNode evaluated = JsonNode.Parse(Command.Run("evaluate", folder["run"], csv, "--json").Output)!;
        Assert.InRange(evaluated["accuracy"]!.GetValue<double>(), 0.95, 1);
        Assert.Equal(["rose", "tulip", "weed"], evaluated["classes"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()));

        // With the species and without them: what is predicted does not depend on it.
        string predicted = Command.Run("predict", folder["run"], csv).Output;
        Assert.Equal(75, predicted.TrimEnd().Split('\n').Length);
        Assert.StartsWith("rose ", predicted, StringComparison.Ordinal);
        Assert.Equal(predicted, Command.Run("predict", folder["run"], folder.Write("unknown.csv", Flowers(withSpecies: false))).Output);
    }

    [Fact]
    public void The_flags_of_the_network_the_training_and_the_data_go_together()
    {
        using var folder = new Folder();
        string csv = folder.Write("flowers.csv", Flowers(withSpecies: true));
        Command.Result trained = Command.Run("train", csv, "--layers", "16", "--batch-norm", "--dropout", "0.1", "--optimizer", "SGD",
            "--lr", "0.05", "--weight-decay", "0.001",
            "--loss", "kl_divergence", "--validation-split", "0.2", "--patience", "0", "--epochs", "500", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("48 training, 12 validation, 15 test rows of 2", trained.Output, StringComparison.Ordinal);
        Assert.Matches("Stopped early after epoch [0-9]+; the weights of epoch [0-9]+ are in ", trained.Output);
        JsonNode experiment = JsonNode.Parse(File.ReadAllText(folder["run/experiment.json"]))!;
        Assert.Equal(["Dense", "BatchNormalization", "Activation", "Dropout", "Dense"], experiment["network"]!.AsArray()
            .Select(layer => (string)layer!["class_name"]!));
        JsonNode training = experiment["training"]!;
        Assert.Equal(("kl_divergence", 0, true), ((string)training["loss"]!, (int)training["early_stopping"]!["patience"]!,
            (bool)training["early_stopping"]!["restore_best_weights"]!));
        Assert.Equal(0.001, (double)training["optimizer"]!["weight_decay"]!, 9);
        // What the run left can be run again, and its flags overridden in turn.
        Assert.Equal(0, Command.Run("train", folder["run"], "--layers", "none", "--patience", "1", "--epochs", "2", "-o",
            folder["again"]).Code);
        Assert.Single(JsonNode.Parse(File.ReadAllText(folder["again/experiment.json"]))!["network"]!.AsArray());
    }

    [Fact]
    public void A_column_of_values_is_predicted_as_values()
    {
        using var folder = new Folder();
        var text = new StringBuilder("a,price,b\n");
        for (int i = 0; i < 200; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i % 10},{(i % 10) * 0.5 - i % 7 * 0.25 + 0.125},{i % 7}\n");
        string csv = folder.Write("houses.csv", text.ToString());
        Command.Result trained = Command.Run("train", csv, "--targets", "price", "--epochs", "60", "--learning-rate", "0.01", "-o",
            folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("It learned: its loss on the 40 test rows is ", trained.Output, StringComparison.Ordinal);
        Assert.Contains("\"confusion\": null", File.ReadAllText(folder["run/summary.json"]), StringComparison.Ordinal);
        Assert.Contains("\"mean_absolute_error\": 0.", Command.Run("evaluate", folder["run"], csv, "--targets", "price", "--json").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_finds_its_data_beside_itself_and_its_run_finds_them_from_anywhere()
    {
        using var folder = new Folder();
        folder.Write("flowers.csv", Flowers(withSpecies: true));
        string file = folder.Write("experiment.json", """
            { "data": { "source": "flowers.csv", "targets": "species", "scale": "minmax", "split": { "test_size": 0.2, "stratify": true } },
              "network": [ { "class_name": "Dense", "units": 8, "activation": "tanh" },
                { "class_name": "Dense", "units": 3, "activation": "softmax" } ],
              "training": { "optimizer": "Adam", "epochs": 100, "batch_size": 8, "validation_split": 0.2,
                "early_stopping": { "patience": 2, "min_delta": 10, "restore_best_weights": true } } }
            """);
        Command.Result trained = Command.Run("train", file, "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("Stopped early after epoch 3; the weights of epoch 1 are in", trained.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", folder["run/experiment.json"], "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["run/model.safetensors"]), File.ReadAllBytes(folder["again/model.safetensors"]));
    }

    [Theory]
    [InlineData(new int[0], "10 classes", "'rating' holds 10 different whole numbers in 200 rows, so they are learned as classes; --task " +
        "regress learns them as numbers.")]
    [InlineData(new[] { 1 }, "rows of 2, scale", "")]
    [InlineData(new[] { 2 }, "rows of 2, scale", "")]
    public void What_the_targets_are_is_guessed_told_and_taken_back(int[] said, string header, string note)
    {
        using var folder = new Folder();
        var text = new StringBuilder("a,b,rating\n");
        for (int i = 0; i < 200; i++) text.Append(CultureInfo.InvariantCulture, $"{i % 10},{i % 7},{i % 10 + 1}\n");
        string csv = folder.Write("ratings.csv", text.ToString());
        string[] flags = said switch { [] => [], [1] => ["--task", "regress"], _ => ["--loss", "mean_squared_error"] };
        Command.Result trained = Command.Run(["train", csv, "-o", folder["run"], "--epochs", "1", .. flags]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains(header, trained.Output, StringComparison.Ordinal);
        Assert.Equal(note.Length > 0, trained.Output.Contains("--task", StringComparison.Ordinal));
        // The test's terminal wraps after a hundred columns.
        Assert.Contains(note, string.Join(' ', trained.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        if (said.Length > 0) return;
        JsonNode evaluated = JsonNode.Parse(Command.Run("evaluate", folder["run"], csv, "--json").Output)!;
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], evaluated["classes"]!.AsArray()
            .Select(c => c!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void A_single_class_is_named_as_the_cause()
    {
        using var folder = new Folder();
        string csv = folder.Write("one.csv", "a,b,cls\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i % 7},x\n")));
        Command.Result result = Command.Run("train", csv);
        Assert.Equal(($"All 30 rows of {csv} are of the class 'x', so there is nothing to tell apart; add rows of another class, or name " +
            "another column as the target.", 2),
            (result.Errors.Trim(), result.Code));
    }

    // Keras' own mnist.npz holds pictures of two axes, a test part, and labels as bytes.
    [Fact]
    public void Pictures_of_two_axes_are_laid_flat_and_learned()
    {
        using var folder = new Folder();
        var digits = MnistData.Load(factor: 1);
        ReadOnlySpan<byte> pixels = ((ByteFeatures)digits.All.Inputs).Values;
        int[] labels = digits.All.Targets.ToClasses();
        const int Train = 12_000, Test = 2000;
        Npz.Write(folder["digits.npz"], new Dictionary<string, NdArray>
        {
            ["x_train"] = NdArray.From(pixels[..(784 * Train)], Train, 28, 28),
            ["y_train"] = NdArray.From(Array.ConvertAll(labels[..Train], label => (byte)label), Train),
            ["x_test"] = NdArray.From(pixels[(784 * Train)..(784 * (Train + Test))], Test, 28, 28),
            ["y_test"] = NdArray.From(Array.ConvertAll(labels[Train..(Train + Test)], label => (byte)label), Test),
        });
        Command.Result trained = Command.Run("train", folder["digits.npz"], "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("12,000 training, 2,000 test images", trained.Output, StringComparison.Ordinal);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(folder["run/summary.json"]))!;
        Assert.InRange(summary["test_accuracy"]!.GetValue<double>(), 0.94, 1);
        // Judged by its own test part, as in training.
        JsonNode evaluated = JsonNode.Parse(Command.Run("evaluate", folder["run"], folder["digits.npz"], "--json").Output)!;
        Assert.Equal((2000, summary["test_accuracy"]!.GetValue<double>()),
            (evaluated["rows"]!.GetValue<int>(), evaluated["accuracy"]!.GetValue<double>()));
    }

    [Fact]
    public void Prices_of_fifty_thousand_are_learned_and_predicted_in_their_own_units()
    {
        using var folder = new Folder();
        var text = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 300; i++) text.Append(CultureInfo.InvariantCulture, $"{i % 10},{i % 7},{50_000 + i % 10 * 2 - i % 7 + 0.25}\n");
        string csv = folder.Write("house.csv", text.ToString());
        Command.Result trained = Command.Run("train", csv, "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("It learned: its loss on the 60 test rows is ", trained.Output, StringComparison.Ordinal);
        JsonNode summary = JsonNode.Parse(File.ReadAllText(folder["run/summary.json"]))!;
        Assert.InRange(summary["test_r2"]!.GetValue<double>(), 0.98, 1);
        Assert.InRange(summary["test_mean_absolute_error"]!.GetValue<double>(), 0, 0.8);
        Assert.StartsWith("5000", Command.Run("predict", folder["run"], csv).Output, StringComparison.Ordinal);
        Assert.InRange(JsonNode.Parse(Command.Run("evaluate", folder["run"], csv, "--json").Output)!["r2"]!.GetValue<double>(), 0.98, 1);
        Assert.Equal(0, Command.Run("train", folder["run/experiment.json"], "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["run/model.safetensors"]), File.ReadAllBytes(folder["again/model.safetensors"]));
    }

    [Fact]
    public void Other_data_of_the_same_kind_choose_the_best_epoch()
    {
        using var folder = new Folder();
        string csv = folder.Write("flowers.csv", Flowers(withSpecies: true)), seen = folder.Write("seen.csv", Flowers(withSpecies: true));
        Command.Result trained = Command.Run("train", csv, "--validation-data", seen, "--epochs", "2", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("60 training, 75 validation, 15 test rows", trained.Output, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", folder["run/experiment.json"], "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["run/model.safetensors"]), File.ReadAllBytes(folder["again/model.safetensors"]));
        Assert.StartsWith("training.validation_data does not fit ", Command.Run("train", csv, "--validation-data",
            folder.Write("other.csv", "a,species\n1,rose\n2,weed\n")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_takes_the_file_it_learned_from_wherever_its_targets_stand()
    {
        using var folder = new Folder();
        var text = new StringBuilder("red,a,note,b,blue\n");
        for (int i = 0; i < 60; i++) text.Append(CultureInfo.InvariantCulture,
            $"{i % 2},{i % 2 * 3 - i % 5 * 0.1},row {i} of it,{i % 3 * 2.5},{(i % 3 == 0 ? 1 : 0)}\n");
        string csv = folder.Write("colours.csv", text.ToString());
        Assert.Equal(0, Command.Run("train", csv, "--targets", "red,blue", "--inputs", "a,b", "--epochs", "3", "-o", folder["run"]).Code);
        Command.Result evaluated = Command.Run("evaluate", folder["run"], csv), predicted = Command.Run("predict", folder["run"], csv);
        Assert.Equal((0, "", 0, ""), (evaluated.Code, evaluated.Errors, predicted.Code, predicted.Errors));
        string inputs = folder.Write("inputs.csv", "b;a;c\n" + string.Concat(Enumerable.Range(0, 60)
            .Select(i => FormattableString.Invariant($"{i % 3 * 2.5};{i % 2 * 3 - i % 5 * 0.1};1\n"))));
        Command.Result alone = Command.Run("predict", folder["run"], inputs);
        Assert.Equal(predicted.Output, alone.Output);
        Assert.Equal($"note      {inputs} has c, which the network does not know; left out", alone.Errors.Trim());
        Assert.StartsWith($"{csv} is text, so no network can be read from it; give a model, such as",
            Command.Run("predict", csv, folder["run"]).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_do_not_fit_the_model_get_their_sentence()
    {
        using var folder = new Folder();
        string csv = folder.Write("flowers.csv", Flowers(withSpecies: true));
        foreach (string command in (string[])["evaluate", "predict"])
        {
            Command.Result result = Command.Run(command, Runs.Small, csv);
            Assert.StartsWith("The network takes 784 numbers a sample and the data have 2 beside their targets; ", result.Errors,
                StringComparison.Ordinal);
            Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        }
    }

    // Three kinds that a line each can tell apart.
    private static string Flowers(bool withSpecies)
    {
        string[] names = ["rose", "tulip", "weed"];
        var text = new StringBuilder(withSpecies ? "width,height,species\n" : "width,height\n");
        for (int i = 0; i < 75; i++)
        {
            int kind = i % 3;
            text.Append(CultureInfo.InvariantCulture, $"{kind * 10 + i % 4 * 0.5},{20 - kind * 5 + i % 5 * 0.25}");
            if (withSpecies) text.Append(CultureInfo.InvariantCulture, $",{names[kind]}");
            text.Append('\n');
        }
        return text.ToString();
    }
}
