using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;

namespace Glia.Cli.Tests;

/// <summary>Answers at each step of a sequence, from the arrays to the predictions.</summary>
public sealed class StepTests : IDisposable
{
    private const int Rows = 120, Steps = 5;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Sums so far of a walk: what a recurrent network learns.
    private void Walks(string name, int numbers, Func<float, float> answer)
    {
        var random = new System.Random(3);
        var x = new float[Rows * Steps];
        var y = new float[x.Length * numbers];
        float at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)(2 * random.NextDouble() - 1);
            at = i % Steps == 0 ? x[i] : at + x[i];
            for (int n = 0; n < numbers; n++) y[i * numbers + n] = answer(n == 0 ? at : -at);
        }
        Npy.Write(_folder[name + "_x.npy"], NdArray.From(x, Rows, Steps, 1));
        Npy.Write(_folder[name + "_y.npy"], NdArray.From(y, Rows, Steps, numbers));
    }

    private string Experiment(string name, int units, string activation, string loss, string layer = "") => _folder.Write(
        name + ".json", $$"""
        { "name": "{{name}}", "data": { "source": "{{name}}_x.npy", "split": { "test_size": 0.25 } },
          "network": [ { "class_name": "LSTM", "units": 6, "return_sequences": true },{{layer}}
            { "class_name": "Dense", "units": {{units}}, "activation": "{{activation}}" } ],
          "training": { "loss": "{{loss}}", "optimizer": { "class_name": "Adam", "learning_rate": 0.03 }, "epochs": 25 } }
        """);

    private JsonNode Predicted(string name) =>
        JsonNode.Parse(Command.Run("predict", _folder["run"], _folder[name + "_x.npy"], "--json").Output)!;

    [Fact]
    public void Numbers_are_answered_in_the_shape_of_the_targets()
    {
        Walks("walk", 2, sum => sum);
        Command.Result trained = Command.Run("train", Experiment("walk", 2, "linear", "mean_squared_error"), "-o", _folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        Assert.Contains("It learned: ", trained.Output, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("evaluate", _folder["run"], _folder["walk_x.npy"]).Code);
        Assert.Equal(0, Command.Run("predict", _folder["run"], _folder["walk_x.npy"], "-o", _folder["out.npy"]).Code);
        Assert.Equal([Rows, Steps, 2], Npy.Read(_folder["out.npy"]).Shape);
        Assert.Equal(0, Command.Run("predict", _folder["run"], _folder["walk_x.npy"], "-o", _folder["out.csv"]).Code);
        Assert.StartsWith("prediction_1_1,prediction_1_2,prediction_2_1,", File.ReadAllText(_folder["out.csv"]), StringComparison.Ordinal);
        JsonNode first = Predicted("walk")["predictions"]![0]!;
        Assert.Equal((Steps, 2), (first["outputs"]!.AsArray().Count, first["outputs"]![0]!.AsArray().Count));
        Assert.Equal(0, Command.Run("report", _folder["run"], "-o", _folder["report.html"]).Code);
        Command.Result refused = Command.Run("predict", _folder["run"], _folder["walk_x.npy"], "-o", _folder["out.npy"], "--json");
        Assert.Equal(ExitCodes.BadInput, refused.Code);
        Assert.Equal($"{_folder["out.npy"]} would hold the network's outputs as they are; leave out --json, or write another file.\n",
            refused.Errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Classes_are_answered_step_by_step()
    {
        Walks("sign", 1, sum => sum < -0.4f ? 0 : sum > 0.4f ? 2 : 1);
        Command.Result trained =
            Command.Run("train", Experiment("sign", 3, "softmax", "sparse_categorical_crossentropy"), "-o", _folder["run"]);
        Assert.Equal((0, ""), (trained.Code, trained.Errors));
        string verdict = (string)JsonNode.Parse(File.ReadAllText(Path.Combine(_folder["run"], "summary.json")))!["verdict"]!;
        Assert.Matches(@"of the 150 answers to the 30 test rows are right; always saying [012] would give \d\d\.", verdict);
        string line = Command.Run("predict", _folder["run"], _folder["sign_x.npy"]).Output.Split('\n')[0].TrimEnd();
        Assert.Matches("^[012] [012] [012] [012] [012]$", line);
        JsonNode first = Predicted("sign")["predictions"]![0]!;
        Assert.Equal(line, string.Join(' ', first["class_names"]!.AsArray().Select(name => (string)name!)));
        Assert.Equal(0, Command.Run("report", _folder["run"], "-o", _folder["report.html"]).Code);
        Assert.DoesNotContain("no answer", File.ReadAllText(_folder["report.html"]), StringComparison.Ordinal);
        // It answers classes and not values, whichever way they are written.
        string doctor = Command.Run("doctor", _folder["run"]).Output;
        Assert.DoesNotContain("whatever the input", doctor, StringComparison.Ordinal);
        Assert.DoesNotContain("The targets are values", doctor, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_makes_one_answer_of_the_steps_is_told()
    {
        Walks("walk", 2, sum => sum);
        string flat = Experiment("walk", 10, "linear", "mean_squared_error", """ { "class_name": "Flatten" },""");
        Command.Result refused = Command.Run("train", flat, "-o", _folder["run"]);
        Assert.Equal(ExitCodes.BadInput, refused.Code);
        Assert.Equal("The targets have the shape 5x2 a row and the network gives 10; leave out what makes one row of the steps, such as " +
            "Flatten, or end in a Reshape to [5, 2].\n", refused.Errors.ReplaceLineEndings("\n"));
    }
}
