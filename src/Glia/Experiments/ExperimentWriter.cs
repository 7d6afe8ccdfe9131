using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>Turns an <see cref="Experiment"/> into the JSON of its file, every default spelled out.</summary>
internal static class ExperimentWriter
{
    public static JsonObject Write(Experiment experiment) => new()
    {
        ["name"] = experiment.Name,
        ["seed"] = experiment.Seed,
        ["data"] = Data(experiment.Data),
        ["augment"] = experiment.Augment is { } augment ? Augment(augment) : null,
        ["test_time_augmentation"] = experiment.TestTimeAugmentation?.ToJson(),
        ["network"] = new JsonArray(experiment.Network.Select((layer, i) => (JsonNode)layer.Complete($"network[{i}]")).ToArray()),
        ["training"] = Training(experiment.Training),
    };

    /// <summary>What is learned from.</summary>
    internal static JsonObject Data(ExperimentData data) => new()
    {
        ["source"] = data.Source,
        ["inputs"] = Names(data.Inputs),
        ["drop"] = Names(data.Drop),
        ["targets"] = Names(data.Targets),
        ["sample_weight"] = data.SampleWeight,
        ["task"] = data.Task,
        ["columns"] = data.Columns is null
            ? null
            : new JsonObject(data.Columns.Select(column => KeyValuePair.Create(column.Key, (JsonNode?)column.Value))),
        ["header"] = data.Header,
        ["delimiter"] = data.Delimiter?.ToString(),
        ["image_size"] = data.ImageSize?.ToJson(),
        ["color_mode"] = data.ColorMode,
        ["scale"] = data.Scale,
        ["target_scale"] = data.TargetScale,
        ["target_encoding"] = data.TargetEncoding,
        ["split"] = data.Split switch
        {
            null => null,
            { IsStandard: true } => "standard",
            { IsNone: true } => "none",
            var split => new JsonObject
            {
                ["test_size"] = Size(split.TestSize),
                ["train_size"] = split.TrainSize is { } size ? Size(size) : null,
                ["random_state"] = split.RandomState,
                ["stratify"] = split.Stratify,
                ["shuffle"] = split.Shuffle,
            },
        },
    };

    /// <summary>What is changed in pictures.</summary>
    internal static JsonObject Augment(Augmentation augment) => new()
    {
        ["rotate"] = augment.Rotate,
        ["shift"] = augment.Shift,
        ["scale"] = augment.Scale,
        ["shear"] = augment.Shear,
        ["elastic"] = augment.Elastic,
        ["elastic_grid"] = augment.ElasticGrid,
        ["crop"] = augment.Crop,
        ["flip"] = augment.Flip,
        ["erase"] = augment.Erase,
        ["brightness"] = augment.Brightness,
        ["fill_mode"] = augment.FillMode,
        ["fill_value"] = augment.FillValue,
    };

    internal static JsonObject Training(ExperimentTraining training) => new()
    {
        ["loss"] = LossCatalogue.ToJson(training.BuildLoss()),
        ["optimizer"] = OptimizerCatalogue.ToJson(training.BuildOptimizer()),
        ["schedule"] = training.Schedule is null ? null : ScheduleCatalogue.ToJson(training.BuildSchedule()),
        ["batch_size"] = training.BatchSize,
        ["gradient_accumulation_steps"] = training.GradientAccumulationSteps,
        ["leaves"] = training.Leaves,
        ["epochs"] = training.Epochs,
        ["steps_per_epoch"] = training.StepsPerEpoch,
        ["shuffle"] = training.Shuffle,
        ["sampling"] = training.Sampling == Sampling.Random ? "random" : "epoch",
        ["validation_split"] = training.ValidationSplit,
        ["validation_data"] = training.ValidationData?.ToJson(),
        ["use_ema"] = training.EmaMomentum is not null,
        ["ema_momentum"] = training.EmaMomentum ?? ExperimentTraining.UsualEmaMomentum,
        ["early_stopping"] = training.EarlyStopping is not { } stopping ? null : new JsonObject
        {
            ["monitor"] = training.ValidationSplit > 0 || training.ValidationData is not (null or { IsNone: true }) ? "val_loss" : "loss",
            ["min_delta"] = stopping.MinDelta,
            ["patience"] = stopping.Patience,
            ["mode"] = "auto",
            ["restore_best_weights"] = stopping.RestoreBestWeights,
        },
        ["class_weight"] = training.ClassWeight?.DeepClone(),
        ["metrics"] = new JsonArray(training.Metrics.Select(metric => metric.DeepClone()).ToArray()),
    };

    private static JsonNode? Names(IReadOnlyList<string>? names) => names switch
    {
        null => null,
        [var one] => JsonValue.Create(one),
        _ => new JsonArray(names.Select(name => (JsonNode)JsonValue.Create(name)).ToArray()),
    };

    // Whole numbers of rows without a decimal point.
    private static JsonValue Size(double size) => size < 1 ? JsonValue.Create(size) : JsonValue.Create((int)size);
}
