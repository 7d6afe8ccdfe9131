using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Cli.Tests;

public class DoctorTests
{
    [Fact]
    public void A_sick_experiment_is_told_with_its_proof_and_exit_code_1()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("doctor", Rings(folder, rate: "0.0000001"));
        Assert.Equal((1, ""), (result.Code, result.Errors));
        Assert.StartsWith("rings.json: sick. After all 570 steps your network ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Cause: learning rate too low.", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("   change   Adam(learning_rate=", result.Output, StringComparison.Ordinal);
        Assert.Contains("as it is", result.Output, StringComparison.Ordinal);
        string[] last = [.. result.Output.TrimEnd().Split('\n').TakeLast(2).Select(line => line.TrimEnd())];
        Assert.Matches("^([0-9]+ remarks?, )?[0-9]+ checks in order(, [0-9]+ not possible here)?; --verbose lists them.$", last[0]);
        Assert.Equal("More about it: glia explain GLIA066", last[1]);
        Assert.InRange(result.Output.TrimEnd().Split('\n').Length, 8, 18);
    }

    [Fact]
    public void A_healthy_experiment_is_called_healthy_with_what_was_checked()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("doctor", Rings(folder, rate: "0.01"));
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.StartsWith("rings.json: healthy. After all 570 steps your network is right for ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Checked and found in order", result.Output, StringComparison.Ordinal);
        Assert.Contains("Checked and found in order", Command.Run("doctor", folder["rings.json"], "--verbose").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_has_the_keys_that_programs_read()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("doctor", Rings(folder, rate: "0.0000001"), "--json");
        var json = (JsonObject)JsonNode.Parse(result.Output)!;
        Assert.Equal(["subject", "verdict", "happened", "findings", "checks"], json.Select(pair => pair.Key));
        var first = (JsonObject)json["findings"]![0]!;
        Assert.Equal(["code", "name", "severity", "grade", "confidence", "where", "evidence", "numbers", "prescription", "change", "proof",
            "exhibits"], first.Select(pair => pair.Key));
        Assert.Equal(("sick", "GLIA066", true),
            (json["verdict"]!.GetValue<string>(), first["code"]!.GetValue<string>(), first["proof"]!["proven"]!.GetValue<bool>()));
    }

    [Fact]
    public void The_mended_experiment_is_written_with_comments_and_is_healthy()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("doctor", Rings(folder, rate: "0.0000001"), "--fix", folder["mended.json"]);
        Assert.Equal(1, result.Code);
        string text = File.ReadAllText(folder["mended.json"]);
        Assert.Contains("// GLIA066 learning rate too low", text, StringComparison.Ordinal);
        Assert.Contains("// was: 1e-07", text.Replace("0.0000001", "1e-07", StringComparison.Ordinal), StringComparison.Ordinal);
        // The file is the one that was given, but for the change and what the comments say.
        Assert.Contains("\"source\": \"rings.csv\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("beta_1", text, StringComparison.Ordinal);
        Assert.Contains("it was trained: after 570 of 570 steps ", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.True(Experiment.Read(folder["mended.json"]).Training.BuildOptimizer().LearningRate > 1e-4);
        Assert.Equal(0, Command.Run("doctor", folder["mended.json"]).Code);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("train")]
    public void A_network_without_layers_is_called_that_and_nothing_else(string command)
    {
        using var folder = new Folder();
        File.WriteAllText(folder["d.csv"], "a,y\n1,2\n2,4\n3,6\n4,8\n");
        File.WriteAllText(folder["empty.json"],
            """{ "data": { "source": "d.csv" }, "network": [], "training": { "loss": "mean_squared_error" } }""");
        Command.Result result = Command.Run(command, folder["empty.json"]);
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains("has no layers; write at least the one that answers", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_one_sentence_and_exit_code_2()
    {
        Command.Result result = Command.Run("doctor", "nothing.json");
        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Single(result.Errors.Trim().Split('\n'));
    }

    [Fact]
    public void A_finding_is_explained_by_code_number_or_name()
    {
        Command.Result result = Command.Run("explain", "GLIA066");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.StartsWith("GLIA066", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("```", result.Output, StringComparison.Ordinal);
        Assert.Equal(result.Output, Command.Run("explain", "66").Output);
        Assert.Equal(result.Output, Command.Run("explain", "glia066").Output);
        Assert.Equal(result.Output, Command.Run("explain", "rate too low").Output);
        Assert.Contains("It can come from", Command.Run("explain", "GLIAS16").Output, StringComparison.Ordinal);
        Assert.Equal(Command.Run("explain", "GLIAS16").Output, Command.Run("explain", "s16").Output);
        Assert.Contains("GLIA075  stale forward pass in evaluation", Command.Run("explain").Output, StringComparison.Ordinal);
        Command.Result unknown = Command.Run("explain", "999");
        Assert.Equal((2, "", "There is no finding '999'; glia explain lists them all."),
            (unknown.Code, unknown.Output, unknown.Errors.Trim()));
    }

    [Fact]
    public void The_rate_finder_draws_a_curve_and_names_a_rate_that_is_neither_tiny_nor_huge()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("find-rate", Rings(folder, rate: "0.0000001"));
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Matches(@"A learning rate near 0\.\d+ is", result.Output);
        Approved.Check("find-rate", result.Output);
    }

    [Fact]
    public void Training_with_the_doctor_says_what_it_sees_while_it_trains()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", Rings(folder, rate: "0.0000001"), "--doctor", "-o", folder["run"]);
        Assert.Equal(0, result.Code);
        Assert.Contains("GLIA066", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The doctor saw nothing wrong", result.Output, StringComparison.Ordinal);
        string healthy = Command.Run("train", Rings(folder, rate: "0.01"), "--doctor", "-o", folder["run2"]).Output;
        Assert.DoesNotContain("GLIA0", healthy, StringComparison.Ordinal);
        Assert.Contains("The doctor saw nothing wrong while it trained.", healthy, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("doctor", folder["run2"], "--quick").Code);
        Assert.Contains("network this run left is right in", Command.Run("doctor", folder["run"], "--quick").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_did_not_learn_is_told_its_cause_first_and_never_contradicted()
    {
        using var folder = new Folder();
        string rings = Rings(folder, rate: "0.0000001");
        string trained = Command.Run("train", rings, "--epochs", "3", "-o", folder["run"], "--doctor").Output.ReplaceLineEndings("");
        Assert.Contains("It did not learn: ", trained, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing wrong", trained, StringComparison.Ordinal);
        Assert.Contains($"glia doctor {folder["run"]} says why.", trained, StringComparison.Ordinal);
        Command.Result result = Command.Run("doctor", folder["run"]);
        string said = result.Output.ReplaceLineEndings(" ");
        Assert.Equal(1, result.Code);
        Assert.Contains(": sick. It did not learn: ", said, StringComparison.Ordinal);
        Assert.Contains("Cause: learning rate too low", said, StringComparison.Ordinal);
        Assert.DoesNotContain("glia doctor", said, StringComparison.Ordinal);
        // With nothing but a look at it there is no cause, and it is not called healthy either.
        Command.Result quick = Command.Run("doctor", folder["run"], "--quick");
        Assert.DoesNotContain(": healthy", quick.Output, StringComparison.Ordinal);
    }

    // Two rings, one inside the other.
    private static string Rings(Folder folder, string rate)
    {
        var rows = new System.Text.StringBuilder("a,b,inside\n");
        var random = new System.Random(1);
        for (int row = 0; row < 600; row++)
        {
            double angle = 2 * Math.PI * random.NextDouble(), radius = row % 2 == 0 ? 1 : 0.4;
            double a = radius * Math.Cos(angle) + 0.1 * (random.NextDouble() - 0.5);
            double b = radius * Math.Sin(angle) + 0.1 * (random.NextDouble() - 0.5);
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{a:0.0000},{b:0.0000},{row % 2}\n");
        }
        folder.Write("rings.csv", rows.ToString());
        return folder.Write("rings.json", $$"""
            {
              "name": "rings", "data": { "source": "rings.csv", "targets": "inside" },
              "network": [
                { "class_name": "Dense", "units": 16, "activation": "relu", "kernel_initializer": "he_normal" },
                { "class_name": "Dense", "units": 16, "activation": "relu", "kernel_initializer": "he_normal" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" }
              ],
              "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": {{rate}} }, "epochs": 30 }
            }
            """);
    }
}
