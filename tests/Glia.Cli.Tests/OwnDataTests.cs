using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

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
        Command.Result trained = Command.Run("train", csv, "--layers", "16", "--batch-norm", "--dropout", "0.1", "--optimizer", "SGD", "--lr", "0.05", "--weight-decay", "0.001",
            "--loss", "kl_divergence", "--validation-split", "0.2", "--patience", "0", "--epochs", "500", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("48 training, 12 validation, 15 test rows of 2", trained.Output, StringComparison.Ordinal);
        Assert.Matches("Stopped early after epoch [0-9]+; the weights of epoch [0-9]+ are in ", trained.Output);
        JsonNode experiment = JsonNode.Parse(File.ReadAllText(folder["run/experiment.json"]))!;
        Assert.Equal(["Dense", "BatchNormalization", "Activation", "Dropout", "Dense"], experiment["network"]!.AsArray().Select(layer => (string)layer!["class_name"]!));
        JsonNode training = experiment["training"]!;
        Assert.Equal(("kl_divergence", 0, true), ((string)training["loss"]!, (int)training["early_stopping"]!["patience"]!, (bool)training["early_stopping"]!["restore_best_weights"]!));
        Assert.Equal(0.001, (double)training["optimizer"]!["weight_decay"]!, 9);
        // What the run left can be run again, and its flags overridden in turn.
        Assert.Equal(0, Command.Run("train", folder["run"], "--layers", "none", "--patience", "1", "--epochs", "2", "-o", folder["again"]).Code);
        Assert.Single(JsonNode.Parse(File.ReadAllText(folder["again/experiment.json"]))!["network"]!.AsArray());
    }

    [Fact]
    public void A_column_of_values_is_predicted_as_values()
    {
        using var folder = new Folder();
        var text = new StringBuilder("a,price,b\n");
        for (int i = 0; i < 200; i++) text.Append(CultureInfo.InvariantCulture, $"{i % 10},{(i % 10) * 0.5 - i % 7 * 0.25 + 0.125},{i % 7}\n");
        string csv = folder.Write("houses.csv", text.ToString());
        Command.Result trained = Command.Run("train", csv, "--targets", "price", "--epochs", "60", "--learning-rate", "0.01", "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("It learned: its loss on the 40 test rows is ", trained.Output, StringComparison.Ordinal);
        Assert.Contains("\"confusion\": null", File.ReadAllText(folder["run/summary.json"]), StringComparison.Ordinal);
        Assert.Contains("\"mean_absolute_error\": 0.", Command.Run("evaluate", folder["run"], csv, "--targets", "price", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_finds_its_data_beside_itself_and_its_run_finds_them_from_anywhere()
    {
        using var folder = new Folder();
        folder.Write("flowers.csv", Flowers(withSpecies: true));
        string file = folder.Write("experiment.json", """
            { "data": { "source": "flowers.csv", "targets": "species", "scale": "minmax", "split": { "test_size": 0.2, "stratify": true } },
              "network": [ { "class_name": "Dense", "units": 8, "activation": "tanh" }, { "class_name": "Dense", "units": 3, "activation": "softmax" } ],
              "training": { "optimizer": "Adam", "epochs": 100, "batch_size": 8, "validation_split": 0.2, "early_stopping": { "patience": 2, "min_delta": 10, "restore_best_weights": true } } }
            """);
        Command.Result trained = Command.Run("train", file, "-o", folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("Stopped early after epoch 3; the weights of epoch 1 are in", trained.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("train", folder["run/experiment.json"], "-o", folder["again"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["run/model.safetensors"]), File.ReadAllBytes(folder["again/model.safetensors"]));
    }

    [Fact]
    public void Data_that_do_not_fit_the_model_get_their_sentence()
    {
        using var folder = new Folder();
        string csv = folder.Write("flowers.csv", Flowers(withSpecies: true));
        foreach (string command in (string[])["evaluate", "predict"])
        {
            Command.Result result = Command.Run(command, Runs.Small, csv);
            Assert.StartsWith("The network takes 784 numbers a sample and the data have 2 beside their targets; ", result.Errors, StringComparison.Ordinal);
            Assert.Equal((CommandLine.BadInput, ""), (result.Code, result.Output));
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
