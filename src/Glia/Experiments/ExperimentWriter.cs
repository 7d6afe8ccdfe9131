using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>Turns an <see cref="Experiment"/> into the JSON of its file, every default spelled out.</summary>
internal static class ExperimentWriter
{
    public static JsonObject Write(Experiment experiment) => new()
    {
        ["name"] = experiment.Name,
        ["seed"] = experiment.Seed,
        ["data"] = Data(experiment.Data),
        ["network"] = new JsonArray(experiment.Network.Select(Layer).ToArray()),
        ["training"] = Training(experiment.Training),
    };

    private static JsonObject Data(ExperimentData data) => new()
    {
        ["source"] = data.Source,
        ["inputs"] = Names(data.Inputs),
        ["targets"] = Names(data.Targets),
        ["scale"] = data.Scale,
        ["target_encoding"] = data.TargetEncoding,
        ["split"] = data.Split switch
        {
            null => null,
            { IsStandard: true } => "standard",
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

    private static JsonNode Layer(ExperimentLayer layer)
    {
        var written = new JsonObject { ["class_name"] = layer.ClassName };
        foreach ((string key, JsonNode? value) in layer.Config) written[key] = value?.DeepClone();
        return written;
    }

    private static JsonObject Training(ExperimentTraining training) => new()
    {
        ["loss"] = Class(training.Loss),
        ["optimizer"] = Class(training.Optimizer),
        ["schedule"] = training.Schedule is { } schedule ? Class(schedule) : null,
        ["batch_size"] = training.BatchSize,
        ["epochs"] = training.Epochs,
        ["steps_per_epoch"] = training.StepsPerEpoch,
        ["shuffle"] = training.Shuffle,
        ["sampling"] = training.Sampling,
        ["validation_split"] = training.ValidationSplit,
        ["early_stopping"] = training.EarlyStopping is not { } stopping ? null : new JsonObject
        {
            ["monitor"] = stopping.Monitor,
            ["min_delta"] = stopping.MinDelta,
            ["patience"] = stopping.Patience,
            ["mode"] = stopping.Mode,
            ["restore_best_weights"] = stopping.RestoreBestWeights,
            ["start_from_epoch"] = stopping.StartFromEpoch,
        },
        ["metrics"] = new JsonArray(training.Metrics.Select(Class).ToArray()),
    };

    // A class without arguments is written as its name alone, as people do.
    private static JsonNode Class(JsonObject written) =>
        written.Count == 1 && written["class_name"] is { } name ? name.DeepClone() : written.DeepClone();

    private static JsonNode? Names(IReadOnlyList<string>? names) => names switch
    {
        null => null,
        [var one] => JsonValue.Create(one),
        _ => new JsonArray(names.Select(name => (JsonNode)JsonValue.Create(name)).ToArray()),
    };

    // Whole numbers of rows without a decimal point.
    private static JsonValue Size(double size) => size < 1 ? JsonValue.Create(size) : JsonValue.Create((int)size);
}
