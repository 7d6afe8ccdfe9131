using System.Text.Json.Nodes;
using Glia.Data;

namespace Glia.Experiments;

/// <summary>The experiments Glia makes up itself where somebody names only data.</summary>
public static class Recipe
{
    /// <summary>The name of the built-in digits.</summary>
    public const string MnistSource = "mnist";

    // Whole numbers up to here are taken for classes; more different ones are more likely a quantity.
    private const int MostClasses = 100;

    /// <summary>
    /// What <c>glia train mnist</c> does: 784-200-200-10, ReLU and softmax, Adam under a one-cycle schedule, smoothed labels, batch 96, three epochs.
    /// Chosen on validation data, the last 10,000 training images: docs/performance.md, "The recipe".
    /// <c>samples/experiments/mnist.json</c> is the same, written out.
    /// </summary>
    public static Experiment Mnist() => new()
    {
        Name = "mnist",
        Data = new ExperimentData { Source = MnistSource, Scale = "unit", Split = ExperimentSplit.Standard },
        Network = [ExperimentLayer.Dense(200, "relu", "he_normal"), ExperimentLayer.Dense(200, "relu", "he_normal"), ExperimentLayer.Dense(10, "softmax")],
        Training = new ExperimentTraining
        {
            Loss = new JsonObject { ["class_name"] = "categorical_crossentropy", ["label_smoothing"] = 0.1 },
            Optimizer = new JsonObject { ["class_name"] = "Adam", ["learning_rate"] = 0.005, ["beta_2"] = 0.98 },
            Schedule = new JsonObject { ["class_name"] = "one_cycle", ["pct_start"] = 0.15, ["div_factor"] = 10 },
            BatchSize = 96,
            Epochs = 3,
        },
    };

    /// <summary>
    /// A start for any data: two hidden ReLU layers under Adam. Texts, 0/1 rows and a few whole numbers are learned as classes, everything else as values.
    /// </summary>
    /// <param name="data">Where they come from.</param>
    /// <param name="loaded">The data.</param>
    public static Experiment For(ExperimentData data, LoadedData loaded)
    {
        bool images = loaded.AreImages;
        int hidden = images ? 200 : 64;
        (int? classes, string encoding) = Classes(loaded);
        return new Experiment
        {
            Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(data.Source)),
            Data = data with
            {
                Scale = images ? "unit" : "standardize",
                TargetEncoding = encoding,
                Split = loaded.StandardTestRows > 0 ? ExperimentSplit.Standard : new ExperimentSplit { TestSize = 0.2 },
            },
            Network =
            [
                ExperimentLayer.Dense(hidden, "relu", "he_normal"), ExperimentLayer.Dense(hidden, "relu", "he_normal"),
                ExperimentLayer.Dense(classes ?? loaded.Numbers!.Width, classes is null ? "linear" : "softmax"),
            ],
            Training = new ExperimentTraining
            {
                Loss = new JsonObject { ["class_name"] = classes is null ? "mean_squared_error" : "categorical_crossentropy" },
                Epochs = 20,
            },
        };
    }

    private static (int? Classes, string Encoding) Classes(LoadedData loaded)
    {
        if (loaded.ClassNames is { } names) return (Math.Max(2, names.Length), "one-hot");
        Targets numbers = loaded.Numbers!;
        if (numbers.Width > 1) return (ClassTargets.AreOneHot(numbers) ? numbers.Width : null, "none");
        float most = 0;
        foreach (float value in numbers.Values)
        {
            if (value != MathF.Floor(value) || value is < 0 or >= MostClasses) return (null, "none");
            most = Math.Max(most, value);
        }
        return most == 0 ? (null, "none") : ((int)most + 1, "one-hot");
    }
}
