using System.IO.Compression;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Interop.Hdf5;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>What a network was trained with goes into Keras' files as what a model was compiled with, and comes back.</summary>
public sealed class CompiledModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-compiled-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Trainings =>
    [
        .. from ending in (string[])[".keras", ".h5"]
           from training in (string[])
           [
               """{"loss": "mse", "optimizer": "Adam"}""",
               """{"loss": "categorical_crossentropy", "optimizer": {"class_name": "SGD", "learning_rate": 0.1, "momentum": """ +
                   """0.9, "nesterov": true}, "metrics": ["accuracy"]}""",
               """{"loss": {"class_name": "sparse_categorical_crossentropy", "from_logits": true}, "optimizer": """ +
                   """{"class_name": "AdamW", "weight_decay": 0.01, "clipnorm": 1}, "metrics": """ +
                   """["accuracy", "top_k_categorical_accuracy"]}""",
               """{"loss": {"class_name": "huber", "delta": 2, "reduction": "sum"}, "optimizer": {"class_name": "RMSprop", "decay": """ +
                   """0.001}, "metrics": ["mae", "root_mean_squared_error", "log_cosh"]}""",
               """{"loss": {"class_name": "binary_crossentropy", "label_smoothing": 0.1}, "optimizer": """ +
                   """{"class_name": "Nadam"}, "metrics": ["accuracy", {"class_name": "precision", "thresholds": 0.7}, "auc", """ +
                   """{"class_name": "F1Score", "average": "micro"}]}""",
               """{"loss": "kl_divergence", "optimizer": "Adagrad", "use_ema": true, "ema_momentum": 0.995}""",
               """{"loss": "poisson", "optimizer": "Adadelta", "schedule": {"class_name": "exponential", "decay_rate": """ +
                   """0.9, "decay_steps": 100, "staircase": true}}""",
           ]
           select (training, ending),
    ];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void What_was_compiled_comes_back(string training, string ending)
    {
        ExperimentTraining given = Of(training);
        ForeignModel back = Back(given.ToJson(), ending, out IReadOnlyList<string> notes);
        Assert.Empty(notes);
        Assert.Empty(back.Notes);
        AreSame(given, Of(back.Training!.ToJsonString()));
    }

    private static void AreSame(ExperimentTraining given, ExperimentTraining found)
    {
        Assert.Equal(given.BuildLoss().Config().ToJsonString(), found.BuildLoss().Config().ToJsonString());
        Assert.Equal(given.BuildLoss().Name, found.BuildLoss().Name);
        Assert.Equal(given.BuildOptimizer().Config().ToJsonString(), found.BuildOptimizer().Config().ToJsonString());
        Assert.Equal(given.BuildOptimizer().Name, found.BuildOptimizer().Name);
        Assert.Equal(given.BuildMetrics().Select(metric => metric.Name), found.BuildMetrics().Select(metric => metric.Name));
        Assert.Equal((given.EmaMomentum, given.BuildSchedule().Config().ToJsonString()),
            (found.EmaMomentum, found.BuildSchedule().Config().ToJsonString()));
    }

    [Theory]
    [InlineData("""{"loss": "mse", "optimizer": "torch.optim.SGD"}""",
        "the optimizer TorchSGD is none of Keras', so the file is not compiled")]
    [InlineData("""{"loss": "mse", "optimizer": "Adam", "schedule": "one_cycle"}""", "the schedule one_cycle does not travel")]
    public void What_Keras_has_no_word_for_is_said(string training, string told)
    {
        _ = Back(Of(training).ToJson(), ".keras", out IReadOnlyList<string> notes);
        Assert.Contains(told, Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Scaled_targets_are_said_to_be_undone()
    {
        var model = new Model(new Network(3, new Dense(1))) { TargetScaler = TargetScaler.Fit("standardize", new Targets([1, 2, 3])) };
        Assert.Contains("trained on scaled targets", Assert.Single(ForeignWriting.Keras(model, Path.Combine(_folder, "m.keras"),
            Of("""{"loss": "mse", "optimizer": "Adam"}""").ToJson())), StringComparison.Ordinal);
    }

    /// <summary>The keys of a real file, of its optimizer and of its settings are those that are written here.</summary>
    [Theory]
    [InlineData("keras-092-made-mlp-sgd-momentum-keras", ".keras")]
    [InlineData("keras-070-mnist-cnn-3.10", ".keras")]
    [InlineData("keras-088-made-mlp-adam-h5", ".h5")]
    public void It_is_laid_out_as_in_a_file_of_Keras(string name, string ending)
    {
        SharedCase real = SharedCase.Named(SharedCase.Exist ? name : "");
        JsonObject theirs = Compiled(real.Files[0]);
        ForeignModel read = ForeignModels.Open(real.Files[0])!;
        string path = Path.Combine(_folder, "m" + ending);
        Assert.Empty(ending == ".keras" ? ForeignWriting.Keras(read.Model, path, read.Training)
            : ForeignWriting.KerasHdf5(read.Model, path, read.Training));
        JsonObject ours = Compiled(path);
        string[] ofThree = ["run_eagerly", "steps_per_execution", "jit_compile"];
        Assert.Equal(Keys(theirs).Except(ending == ".h5" ? ofThree : []), Keys(ours));
        string optimizer = ending == ".keras" ? "optimizer" : "optimizer_config";
        Assert.Equal(Keys(theirs[optimizer]!), Keys(ours[optimizer]!));
        // Those of Keras 3 alone are not in a file of Keras 2.
        string[] ofNew = ["loss_scale_factor", "gradient_accumulation_steps"], ofOld = ["is_legacy_optimizer"];
        Assert.Equal(Keys(theirs[optimizer]!["config"]!).Except(ending == ".h5" ? ofNew : []), Keys(ours[optimizer]!["config"]!)
            .Except(ofOld));
        AreSame(Of(read.Training!.ToJsonString()), Of(ForeignModels.Open(path)!.Training!.ToJsonString()));
    }

    private ForeignModel Back(JsonObject training, string ending, out IReadOnlyList<string> notes)
    {
        string path = Path.Combine(_folder, "m" + ending);
        var model = new Model(new Network(3, new Dense(4, "relu"), new Dense(2, "softmax")));
        notes = ending == ".keras" ? ForeignWriting.Keras(model, path, training) : ForeignWriting.KerasHdf5(model, path, training);
        return ForeignModels.Open(path)!;
    }

    private static ExperimentTraining Of(string training) => Experiment.Parse("the experiment", $$"""
        {"data": {"source": "mnist"}, "network": [{"class_name": "Dense", "units": 2}], "training": {{training}}}
        """).Training;

    private static JsonObject Compiled(string path)
    {
        if (path.EndsWith(".h5", StringComparison.Ordinal))
        {
            using FileStream stream = File.OpenRead(path);
            return JsonNode.Parse(Hdf5File.Open(stream, path).Root.Text("training_config")!)!.AsObject();
        }
        using ZipArchive zip = ZipFile.OpenRead(path);
        using Stream config = zip.GetEntry("config.json")!.Open();
        return JsonNode.Parse(config)!["compile_config"]!.AsObject();
    }

    private static IEnumerable<string> Keys(JsonNode json) => json.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal);
}
