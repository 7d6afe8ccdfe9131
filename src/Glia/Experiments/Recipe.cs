using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>The experiments Glia makes up itself where somebody names only data.</summary>
public static class Recipe
{
    /// <summary>The name of the built-in digits.</summary>
    public const string MnistSource = "mnist";

    /// <summary>
    /// What <c>glia train mnist</c> does: 784-200-200-10, ReLU and softmax, Adam under a one-cycle schedule, smoothed labels, batch 96,
    /// three epochs. Chosen on validation data, the last 10,000 training images: docs/performance.md, "The recipe".
    /// <c>samples/experiments/mnist.json</c> is the same, written out.
    /// </summary>
    public static Experiment Mnist() => new()
    {
        Name = "mnist",
        Data = new ExperimentData { Source = MnistSource, Scale = "unit", Split = ExperimentSplit.Standard },
        Network = [ExperimentLayer.Dense(200, "relu", "he_normal"), ExperimentLayer.Dense(200, "relu", "he_normal"),
            ExperimentLayer.Dense(10, "softmax")],
        Training = new ExperimentTraining
        {
            Loss = new JsonObject { ["class_name"] = "categorical_crossentropy", ["label_smoothing"] = 0.1 },
            Optimizer = new JsonObject { ["class_name"] = "Adam", ["learning_rate"] = 0.005, ["beta_2"] = 0.98 },
            Schedule = new JsonObject { ["class_name"] = "one_cycle", ["pct_start"] = 0.15, ["div_factor"] = 10 },
            BatchSize = 96,
            Epochs = 3,
        },
    };

    // How long and how hard to train, chosen on splits of scikit-learn's tables other than those reported: bench/tables. Small tables need
    // steps and not epochs, and a strong decay of the weights keeps two layers of 64 from learning a few hundred rows by heart;
    // the more steps, the less of it.
    private const int BatchSize = 32, FewestSteps = 1000, MostSteps = 20_000, Epochs = 20, FewestEpochs = 3;
    private const double LearningRate = 0.005, WeightDecay = 0.5;

    // Pictures are learned as the digits are.
    private const int ImageBatchSize = 96;

    /// <summary>
    /// A start for any data: two hidden ReLU layers under AdamW and a one-cycle schedule. What the targets are learned as is what
    /// <see cref="ExperimentData.Task"/> says, or what <see cref="TargetGuess"/> finds likely.
    /// </summary>
    /// <param name="data">Where they come from.</param>
    /// <param name="loaded">The data.</param>
    /// <exception cref="GliaException">The targets cannot be learned as the task says.</exception>
    public static Experiment For(ExperimentData data, LoadedData loaded)
    {
        string task = data.Task == "auto" ? TargetGuess.Of(loaded).Task : data.Task;
        LoadedData read = loaded.As(task, data.Source);
        bool images = loaded.AreImages;
        ExperimentSplit split = loaded.StandardTestRows > 0 ? ExperimentSplit.Standard : new ExperimentSplit { TestSize = 0.2 };
        return new Experiment
        {
            Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(data.Source)),
            Data = data with
            {
                Task = task,
                Scale = images ? "unit" : "standardize",
                TargetScale = task == "regress" ? "standardize" : "none",
                TargetEncoding = read.Classes is null ? "none" : "auto",
                Split = split,
            },
            Network = [.. Layers(task, read, images ? 200 : 64)],
            Training = Training(task, TrainingRows(loaded, split), images) with
            {
                ValidationData = loaded.StandardValidationRows > 0 ? ValidationData.Standard : null,
            },
        };
    }

    private static int TrainingRows(LoadedData loaded, ExperimentSplit split) => split.IsStandard
        ? loaded.Rows - loaded.StandardTestRows - loaded.StandardValidationRows
        : (int)((loaded.Rows - loaded.StandardValidationRows) * (1 - split.TestSize));

    private static ExperimentTraining Training(string task, int rows, bool images)
    {
        int batch = images ? ImageBatchSize : BatchSize, stepsOfOne = Math.Max(1, (rows + batch - 1) / batch);
        // Twenty epochs (three of pictures), more of a small table until the steps are enough, fewer of a large one.
        int wanted = images ? FewestEpochs : Math.Min(Epochs, Math.Max(FewestEpochs, MostSteps / stepsOfOne));
        int epochs = Math.Max(wanted, (FewestSteps + stepsOfOne - 1) / stepsOfOne);
        double decay = Math.Min(WeightDecay, (double)FewestSteps / stepsOfOne / epochs);
        return new ExperimentTraining
        {
            Loss = new JsonObject { ["class_name"] = LossOf(task) },
            Optimizer = images
                ? new JsonObject { ["class_name"] = "Adam", ["learning_rate"] = LearningRate }
                : new JsonObject { ["class_name"] = "AdamW", ["learning_rate"] = LearningRate, ["weight_decay"] = Math.Round(decay, 3) },
            Schedule = new JsonObject { ["class_name"] = "one_cycle" },
            BatchSize = batch,
            Epochs = epochs,
        };
    }

    // A dense layer works along the last axis, as in Keras, so rows of more axes are laid out flat before the first one.
    private static IEnumerable<ExperimentLayer> Layers(string task, LoadedData read, int hidden)
    {
        if (read.Inputs.Shape.Rank > 1) yield return new ExperimentLayer("Flatten", []);
        yield return ExperimentLayer.Dense(hidden, "relu", "he_normal");
        yield return ExperimentLayer.Dense(hidden, "relu", "he_normal");
        int outputs = read.ClassNames is { } names ? Math.Max(2, names.Length) : read.Numbers!.Width;
        Shape answers = read.Numbers?.Shape ?? outputs;
        if (answers.Rank == 1)
        {
            yield return ExperimentLayer.Dense(outputs, OutputOf(task));
            yield break;
        }
        // A softmax is one over the classes of a step.
        yield return ExperimentLayer.Dense(outputs, "linear");
        yield return new ExperimentLayer("Reshape", new JsonObject
        {
            ["target_shape"] = new JsonArray([.. answers.ToArray().Select(size => (JsonNode)size)]),
        });
        if (OutputOf(task) is not "linear" and var function)
            yield return new ExperimentLayer("Activation", new JsonObject { ["activation"] = function });
    }

    private static string OutputOf(string task) => task switch
    {
        "classify" => "softmax",
        "multilabel" => "sigmoid",
        _ => "linear",
    };

    private static string LossOf(string task) => task switch
    {
        "classify" => "categorical_crossentropy",
        "multilabel" => "binary_crossentropy",
        _ => "mean_squared_error",
    };
}
