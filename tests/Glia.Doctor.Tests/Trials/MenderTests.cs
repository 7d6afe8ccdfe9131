using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>The experiment that <c>--fix</c> writes.</summary>
public class MenderTests
{
    [Fact]
    public void Early_stopping_that_ends_the_run_too_soon_is_given_patience()
    {
        ExaminationResult sick = Examine(Rings(stopping: """{ "patience": 0, "min_delta": 0.1 }"""), Made.Circles(800));
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        Assert.Equal(Faults.StoppedTooEarly, Assert.Single(mending.Repairs).Fault);
        Assert.Equal(Verdict.Healthy, Examine(mending.Experiment, Made.Circles(800)).Diagnosis.Verdict);
    }

    [Fact]
    public void Targets_that_have_to_be_scaled_are_scaled_by_the_file()
    {
        ExaminationResult sick = Examine(Curve(), Made.Curve(targetFactor: 1000));
        Assert.Contains(sick.Repairs, repair => repair.Fault == Faults.TargetsNotScaled);
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        Assert.Equal("standardize", mending.Experiment.Data.TargetScale);
        Assert.Contains("\"target_scale\": \"standardize\",", MendedFile.Write(Curve(), mending), StringComparison.Ordinal);
        Assert.Matches("^after [0-9,]+ of [0-9,]+ steps it explains [0-9.]+ % of the targets' variance$", mending.Reached);
        Assert.Equal(Verdict.Healthy, Examine(mending.Experiment, Made.Curve(targetFactor: 1000)).Diagnosis.Verdict);
    }

    [Fact]
    public void Augmentation_that_destroys_the_pictures_is_left_out()
    {
        Experiment mirrored = Experiment.Parse("made.json", Mirrored);
        LoadedData pictures = LoadedData.OfNumbers(Rows.Sides().Inputs, Rows.Sides().Targets);
        ExaminationResult sick = Examiner.Examine(ExperimentSubject.Of(mirrored, pictures), workers: Workers.Single);
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        Assert.Equal(Faults.DestructiveAugmentation, Assert.Single(mending.Repairs).Fault);
        Assert.Null(mending.Experiment.Augment);
        Assert.Contains("\"augment\": null", MendedFile.Write(mirrored, mending, Mirrored), StringComparison.Ordinal);
        ExperimentSubject mended = ExperimentSubject.Of(mending.Experiment, pictures);
        Assert.Equal(Verdict.Healthy, Examiner.Examine(mended, workers: Workers.Single).Diagnosis.Verdict);
    }

    [Fact]
    public void Averages_that_lag_behind_are_switched_off()
    {
        Dataset ten = Made.Blobs(1500, 10, 8, 0.25);
        Experiment averaged = Experiment.Parse("made.json", Averaged);
        ExaminationResult sick = Examine(averaged, ten);
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        Assert.Equal(Faults.LaggingAverages, Assert.Single(mending.Repairs).Fault);
        Assert.Null(mending.Experiment.Training.EmaMomentum);
        Assert.Contains("\"use_ema\": false", MendedFile.Write(averaged, mending, Averaged), StringComparison.Ordinal);
        Assert.Equal(Verdict.Healthy, Examine(mending.Experiment, ten).Diagnosis.Verdict);
    }

    [Fact]
    public void The_file_keeps_its_comments_its_order_and_its_relative_source()
    {
        using var folder = new TempFolder();
        string source = Path.Combine(folder.Path, "data", "rows.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, "a,b\n1,2\n");
        const string text = """
            // Mine.
            {
              "data": { "source": "data/rows.csv" },  // measured in May
              "training": { "epochs": 3, /* slow */ "optimizer": "sgd", "loss": "mse" },
              "network": [
                { "class_name": "Dense", "units": 2 },
                { "class_name": "Dense", "config": { "units": 1, "activation": "relu", "name": "out" } },
              ]
            }
            """;
        Experiment was = Experiment.Parse("made.json", text) with { Folder = folder.Path };
        Experiment now = was with
        {
            Data = was.Data with { Scale = "standardize" },
            Network = [was.Network[0] with { Config = new() { ["units"] = 16 } },
                was.Network[1] with { Config = new() { ["units"] = 1, ["activation"] = "linear", ["name"] = "out" } }],
            Training = was.Training with { Optimizer = new() { ["class_name"] = "SGD", ["learning_rate"] = 0.1 }, Shuffle = false },
        };
        string mended = MendedFile.Write(was, new Mending(now, [(Faults.LearningRateTooLow, "learning rate 0.01 to 0.1")]), text,
            Path.Combine(folder.Path, "elsewhere"));
        // What was changed in a line is said behind it, however long the line becomes.
        const string Data = "// measured in May  // was: \"data/rows.csv\"  // new: \"scale\"";
        const string Loss = "\"loss\": \"mse\" },  // was: \"sgd\"  // new: \"shuffle\"";
        Assert.Equal($$"""
            // GLIA066 learning rate too low: learning rate 0.01 to 0.1
            // Mine.
            {
              "data": { "scale": "standardize", "source": "../data/rows.csv" },  {{Data}}
              "training": { "shuffle": false, "epochs": 3, /* slow */ "optimizer": {"class_name":"sgd","learning_rate":0.1}, {{Loss}}
              "network": [
                { "class_name": "Dense", "units": 16 },  // was: 2
                { "class_name": "Dense", "config": { "units": 1, "activation": "linear", "name": "out" } },  // was: "relu"
              ]
            }

            """.ReplaceLineEndings("\n"), mended.ReplaceLineEndings("\n"));
        string beside = MendedFile.Write(was, new Mending(now, []), text, folder.Path);
        Assert.Contains("\"source\": \"data/rows.csv\"", beside, StringComparison.Ordinal);
        // Written anew, where there is no text to keep, it says the same.
        string anew = MendedFile.Write(was, new Mending(now, []), null, folder.Path);
        Assert.Equal(Experiment.Parse("x.json", beside).ToJson(), Experiment.Parse("x.json", anew).ToJson());
    }

    [Theory]
    [InlineData("""{ "class_name": "Dense", "units": 1, "activation": "sigmoid" }""",
        """
            // mine
            {"class_name":"Dense","units":32,"activation":"relu","kernel_initializer":"he_normal"},  // new
            { "class_name": "Dense", "units": 1, "activation": "sigmoid" }
        """)]
    [InlineData("""{ "class_name": "Dense", "config": { "units": 1, "activation": "sigmoid" } }""",
        """
            // mine
            {"class_name":"Dense","config":{"units":32,"activation":"relu","kernel_initializer":"he_normal"}},  // new
            { "class_name": "Dense", "config": { "units": 1, "activation": "sigmoid" } }
        """)]
    public void A_layer_that_is_put_in_stands_on_a_line_of_its_own(string layer, string expected)
    {
        string text = $$"""
            { "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [
                // mine
                {{layer}}
              ],
              "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.02 }, "epochs": 30 } }
            """;
        Experiment line = Experiment.Parse("made.json", text);
        ExaminationResult sick = Examine(line, Made.Circles(700));
        Assert.Equal(Faults.WrongCapacity.Code, sick.Diagnosis.Findings[0].Code);
        Assert.StartsWith("Dense(32, activation=\"relu\"", sick.Diagnosis.Findings[0].Change, StringComparison.Ordinal);
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        string mended = MendedFile.Write(line, mending, text);
        Assert.Contains(expected.ReplaceLineEndings("\n"), mended.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(Verdict.Healthy, Examine(Experiment.Parse("mended.json", mended), Made.Circles(700)).Diagnosis.Verdict);
    }

    // Where all of the network is in one line, so is what is new.
    [Fact]
    public void A_layer_that_is_put_into_a_line_is_said_behind_it()
    {
        var file = new EditedJson("""{ "network": [ { "class_name": "Dense" } ] }""");
        file.Insert(["network", 0], new System.Text.Json.Nodes.JsonObject { ["class_name"] = "Flatten" });
        Assert.Equal("{ \"network\": [ {\"class_name\":\"Flatten\"}, { \"class_name\": \"Dense\" } ] }  // new: \"Flatten\"", file.Text);
    }

    private static Experiment Rings(string stopping) => Experiment.Parse("made.json", $$"""
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" },
            { "class_name": "Dense", "units": 16, "activation": "relu" }, { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
          "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.002 }, "epochs": 100,
            "validation_split": 0.25, "early_stopping": {{stopping}} } }
        """);

    private const string Mirrored = """
        { "data": { "source": "made.npz", "target_encoding": "none", "scale": "unit" }, "augment": { "flip": "horizontal" },
          "network": [ { "class_name": "Flatten" }, { "class_name": "Dense", "units": 16, "activation": "relu" },
            { "class_name": "Dense", "units": 2, "activation": "softmax" } ],
          "training": { "loss": "categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.01 }, "epochs": 20 } }
        """;

    private const string Averaged = """
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Dense", "units": 32, "activation": "relu" },
            { "class_name": "Dense", "units": 10, "activation": "softmax" } ],
          "training": { "loss": "categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.003 }, "epochs": 3,
            "use_ema": true, "ema_momentum": 0.999 } }
        """;

    private static Experiment Curve() => Experiment.Parse("made.json", """
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Dense", "units": 32, "activation": "relu" }, { "class_name": "Dense", "units": 1 } ],
          "training": { "loss": "mean_squared_error", "optimizer": { "class_name": "Adam", "learning_rate": 0.005 }, "epochs": 20 } }
        """);

    private static ExaminationResult Examine(Experiment experiment, Dataset data) =>
        Examiner.Examine(ExperimentSubject.Of(experiment, LoadedData.OfNumbers(data.Inputs, data.Targets)), workers: Workers.Single);

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("glia-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
