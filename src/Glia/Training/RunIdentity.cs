using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Settings;

namespace Glia.Training;

/// <summary>
/// All that decides what weights a run ends with: network, loss, optimizer, schedule, seed, settings, data. A run goes on only where all
/// of it is what it was.
/// </summary>
internal sealed class RunIdentity
{
    /// <summary>What its part of a state is called.</summary>
    public const string Section = "run";

    private const string Settings = "settings", Data = "data";

    private readonly JsonObject _settings;
    private readonly Lazy<JsonObject> _data;

    /// <summary>The identity of a run that is about to begin.</summary>
    public RunIdentity(Trainer trainer, Dataset data, FitOptions options)
    {
        _settings = new JsonObject
        {
            ["input_shape"] = trainer.Network.InputShape.ToString(),
            ["network"] = new JsonArray([.. trainer.Network.Children.Select(LayerCatalogue.ToJson)]),
            ["loss"] = LossCatalogue.ToJson(trainer.LossOfOutput),
            ["optimizer"] = OptimizerCatalogue.ToJson(trainer.Optimizer),
            ["schedule"] = ScheduleCatalogue.ToJson(trainer.Schedule),
            ["seed"] = trainer.Seed,
            ["epochs"] = options.Epochs,
            ["batch_size"] = options.BatchSize,
            ["gradient_accumulation_steps"] = options.GradientAccumulationSteps,
            ["steps_per_epoch"] = options.StepsPerEpoch,
            ["shuffle"] = options.Shuffle,
            ["sampling"] = options.Sampling == Sampling.Random ? "random" : "epoch",
            ["ema_momentum"] = options.EmaMomentum,
            ["early_stopping"] = options.EarlyStopping?.ToJson(),
            ["augment"] = data.Augmentation is { } augmentation ? ExperimentWriter.Augment(augmentation) : null,
            ["target_scale"] = trainer.TargetScaler?.ToJson(),
            ["metrics"] = new JsonArray([.. trainer.Metrics.Select(metric => (JsonNode)metric.Name)]),
        };
        // Only where there are some, so that a run that an earlier version began can go on.
        if (options.Leaves > 1) _settings["leaves"] = options.Leaves;
        // Reading all data takes longer than a short run may spend on its checkpoints: not before there is one.
        _data = new(() => new JsonObject
        {
            ["training"] = data.Fingerprint(trainer.Workers).DeepClone(),
            ["validation"] = options.Validation?.Fingerprint(trainer.Workers).DeepClone(),
            ["test"] = options.Test?.Fingerprint(trainer.Workers).DeepClone(),
        });
    }

    /// <summary>Takes it down.</summary>
    public void Save(StateWriter state)
    {
        state.Add(Settings, _settings.DeepClone());
        state.Add(Data, _data.Value.DeepClone());
    }

    /// <summary>Makes sure that a state is of this run.</summary>
    /// <param name="whole">All of the state.</param>
    /// <exception cref="GliaException">It is of another one; the sentence says what differs.</exception>
    public void Require(StateReader whole)
    {
        StateReader state = whole.Section(Section);
        // Through text, so that numbers are written alike on both sides.
        List<string> differences = [.. JsonDifferences.Of(JsonNode.Parse(_settings.ToJsonString()), state.Node(Settings), "")];
        if (differences.Count == 0) differences.AddRange(OfData(state.Node(Data)));
        if (differences.Count > 0) throw JsonDifferences.OfAnotherRun($"{state.File} is of another run and it cannot go on", differences);
    }

    private IEnumerable<string> OfData(JsonNode? before)
    {
        foreach (string part in new[] { "training", "validation", "test" })
        {
            JsonNode? now = _data.Value[part], then = before?[part];
            if (JsonNode.DeepEquals(JsonNode.Parse(now?.ToJsonString() ?? "null"), then)) continue;
            yield return (now, then) switch
            {
                (null, _) => $"there is no {part} part and there was one",
                (_, null) => $"there is a {part} part and there was none",
                _ when now["rows"]!.ToJsonString() != then["rows"]?.ToJsonString() =>
                    $"the {part} part has {now["rows"]!.GetValue<int>():N0} rows and had {then["rows"]?.GetValue<int>():N0}",
                _ => $"the {Changed(now, then)} of the {part} part are not what they were",
            };
        }
    }

    private static string Changed(JsonNode now, JsonNode then) =>
        string.Join(" and ", new[] { "inputs", "targets", "weights" }.Where(key => $"{now[key]}" != $"{then[key]}"));
}
