using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Reads a fit of a Keras model: its layers as <c>to_json()</c> gives them, its loss, its optimizer and its rows.</summary>
internal sealed class KerasReader(LibraryRecord record, string name)
{
    // Callbacks that change nothing of what is learned.
    private static readonly HashSet<string> s_watchers = ["ModelCheckpoint", "TensorBoard", "CSVLogger", "History", "ProgbarLogger",
        "TerminateOnNaN", "EarlyStopping"];

    /// <summary>The experiment that the fit is.</summary>
    /// <exception cref="NotUnderstood">Glia has no counterpart; half a sentence that says for what.</exception>
    public ReadExperiment Read()
    {
        if (Node("weighted") is JsonArray { Count: > 0 } weights) throw new NotUnderstood($"{weights[0]} of fit");
        if (Node("callbacks") is JsonArray callbacks
            && callbacks.Select(one => one!.GetValue<string>()).FirstOrDefault(one => !s_watchers.Contains(one)) is { } unknown)
            throw new NotUnderstood($"the callback {unknown}, which may change the training");
        LoadedData data = Rows(record.Said.GetProperty("x"), record.Said.GetProperty("y"))
            ?? throw new NotUnderstood("the data of fit, which are no arrays, or more than the memory set aside for recording");
        var settings = (JsonObject)Node("settings")!;
        var training = new JsonObject
        {
            ["loss"] = Flat(Node("loss")) ?? throw new NotUnderstood("the loss, which is a function of the program's own"),
            ["optimizer"] = Flat(Node("optimizer")),
            ["batch_size"] = settings["batch_size"]?.DeepClone() ?? 32,
            ["epochs"] = settings["epochs"]?.DeepClone() ?? 1,
            ["shuffle"] = settings["shuffle"]?.DeepClone() ?? true,
        };
        foreach (string key in (string[])["validation_split", "steps_per_epoch"])
            if (settings[key] is { } value) training[key] = value.DeepClone();
        var file = new JsonObject
        {
            ["data"] = new JsonObject { ["source"] = name },
            ["network"] = Node("model")!.DeepClone(),
            ["training"] = training,
        };
        Experiment experiment;
        try
        {
            experiment = Experiment.Parse(name, file.ToJsonString());
            Check(experiment);
        }
        catch (GliaException error)
        {
            throw new NotUnderstood(error.Message.TrimEnd('.'));
        }
        LoadedData? validation = Part("validation"), test = Part("test");
        if (test is not null && test.Rows == data.Rows) test = null;
        if (validation is not null && test is null) (validation, test) = (null, validation);
        Network network = experiment.BuildNetwork(data.Inputs.Shape)!;
        int layers = network.Layers.Count(layer => network.Parameters.Any(parameter => parameter.Layer == layer));
        string sizes = string.Join('-', [network.InputShape.ToString(),
            .. experiment.Network.Where(layer => layer.Config["units"] is not null || layer.Config["filters"] is not null)
                .Select(layer => (layer.Config["units"] ?? layer.Config["filters"])!.ToJsonString())]);
        return new ReadExperiment($"{Words.Count(layers, "layer")}, {sizes}", experiment, LoadedParts.Join(data, validation, test),
            new KerasWords(record))
        {
            Begin = start => Begin(start,
                [.. record.Said.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("weights"))]),
        };
    }

    private JsonNode? Node(string part) =>
        record.Said.TryGetProperty(part, out JsonElement said) ? JsonNode.Parse(said.GetRawText()) : null;

    // An experiment file has the settings of an object beside its name.
    private static JsonNode? Flat(JsonNode? described)
    {
        if (described is not JsonObject named) return described;
        var flat = new JsonObject { ["class_name"] = named["class_name"]!.DeepClone() };
        foreach ((string key, JsonNode? value) in (JsonObject)named["config"]!)
            if (value is not null && !IsLeftAlone(key, value)) flat[key] = value.DeepClone();
        return flat;
    }

    // Settings of Keras' optimizers and losses that an experiment file does not have, where they do nothing.
    private static bool IsLeftAlone(string key, JsonNode value) => key switch
    {
        "use_ema" or "ema_momentum" or "ema_overwrite_frequency" or "loss_scale_factor" or "gradient_accumulation_steps" or "axis" => true,
        "ignore_class" => true,
        "reduction" => value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is "auto" or "sum_over_batch_size",
        "weight_decay" => value.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() == 0,
        _ => false,
    };

    private LoadedData? Part(string part) => record.Said.TryGetProperty(part, out JsonElement pair) && pair.ValueKind == JsonValueKind.Array
        ? Rows(pair[0], pair[1])
        : null;

    private LoadedData? Rows(JsonElement inputs, JsonElement targets)
    {
        if (record.Array(inputs) is not { Rank: >= 1 } x || record.Array(targets) is not { Rank: >= 1 } y) return null;
        var features = new FloatFeatures(x.ToSingles(), x.Rank == 1 ? new Shape(1) : new Shape(x.Shape.AsSpan(1)));
        return LoadedData.OfNumbers(features,
            y.Rank == 1 ? new Targets(y.ToSingles()) : new Targets(y.ToSingles(), (int)(y.Length / y.Shape[0])));
    }

    private void Begin(Network network, JsonElement[] layers)
    {
        JsonElement[] weights = [.. layers.Where(layer => layer.GetArrayLength() > 0)];
        Layer[] own = [.. network.Layers.Where(layer => network.Parameters.Any(parameter => parameter.Layer == layer))];
        if (weights.Length != own.Length) return;
        foreach ((Layer layer, JsonElement parts) in own.Zip(weights))
        {
            Parameter[] parameters = [.. network.Parameters.Where(parameter => parameter.Layer == layer)];
            if (parameters.Length != parts.GetArrayLength()) continue;
            for (int i = 0; i < parameters.Length; i++)
                if (record.Array(parts[i]) is { } values && values.Length == parameters[i].Shape.Size)
                    values.ToSingles().CopyTo(network.Weights[parameters[i]]);
        }
    }

    // What the program itself was answered has to follow from what was read.
    private void Check(Experiment experiment)
    {
        foreach (JsonElement answer in record.Said.GetProperty("answers").EnumerateArray())
        {
            if (record.Array(answer.GetProperty("x")) is not { Rank: >= 2 } x
                || record.Array(answer.GetProperty("outputs")) is not { } outputs) continue;
            Network network = experiment.BuildNetwork(new Shape(x.Shape.AsSpan(1)))!;
            Begin(network, [.. answer.GetProperty("weights").EnumerateArray()]);
            float[] given = x.ToSingles(), expected = outputs.ToSingles();
            var answers = new float[network.OutputShape.Size];
            int inputs = network.InputShape.Size;
            for (int row = 0; row < x.Shape[0]; row++)
            {
                network.Predict(given.AsSpan(row * inputs, inputs), answers);
                for (int i = 0; i < answers.Length; i++)
                    if (!TorchCheck.IsSame(answers[i], expected[row * answers.Length + i], expected))
                        throw new NotUnderstood("its forward pass: the answers that follow from what was understood are not the program's");
            }
        }
    }
}
