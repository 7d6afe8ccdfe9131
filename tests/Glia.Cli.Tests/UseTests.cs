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
        Assert.StartsWith("Test accuracy ", Command.Run("evaluate", Path.Combine(Runs.Small, "model.safetensors"), "mnist").Output, StringComparison.Ordinal);
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
        Png.Write(folder["drawn.png"], 140, (x, y) => (byte)(255 - (x >= 20 && y < 112 ? seven[Math.Min(27, y / 4) * 28 + Math.Min(27, (x - 20) / 4)] : 0)));
        foreach ((string file, string seen) in new[] { ("plain.png", "28 x 28 pixels, light on dark, taken as it is."), ("drawn.png", "140 x 140 pixels, dark on light, so inverted, cut to its ink and centered in 28 x 28.") })
        {
            Command.Result shown = Command.Run("predict", Runs.Small, folder[file]);
            Assert.Equal((0, ""), (shown.Code, shown.Errors));
            Assert.Contains(seen, shown.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
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
}
