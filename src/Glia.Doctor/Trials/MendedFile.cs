using System.Text;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>Writes an experiment with its repairs, and beside each changed line what stood there.</summary>
internal static class MendedFile
{
    /// <summary>The text of the mended experiment file; comments say what was changed.</summary>
    /// <param name="experiment">The experiment as it was.</param>
    /// <param name="mending">The same with its repairs.</param>
    /// <param name="original">
    /// The text it was read from, which is kept but for what is mended; null to write it anew with every default.
    /// </param>
    /// <param name="folder">The folder the file will stand in, from where a relative source is found; null for the current one.</param>
    public static string Write(Experiment experiment, Mending mending, string? original = null, string? folder = null)
    {
        var head = new StringBuilder();
        foreach ((Fault fault, string words) in mending.Repairs)
            head.Append("// ").Append(fault.Code).Append(' ').Append(fault.Name).Append(": ").Append(words).Append('\n');
        string source = SourceFrom(experiment, folder ?? Environment.CurrentDirectory);
        string? edited = original is null ? null : Edited(experiment, mending.Experiment, original, source);
        return head + (edited ?? Anew(experiment, mending.Experiment, source));
    }

    /// <summary>The mended experiment.</summary>
    public static Experiment Apply(Experiment experiment, Variant patient, Variant mended)
    {
        int place = 0;
        ExperimentTraining training = experiment.Training;
        return experiment with
        {
            Data = experiment.Data with
            {
                Scale = mended.Scale is { } scale && scale != patient.Scale ? scale : experiment.Data.Scale,
                TargetScale = mended.TargetsStandardized ? "standardize" : experiment.Data.TargetScale,
            },
            Augment = mended.Data.Augmentation is null ? null : experiment.Augment,
            Network =
            [
                .. experiment.Network.SelectMany(layer =>
                    layer.IsInput ? [layer] : Layers(layer, patient.Layers[place], mended.Layers[place++])),
            ],
            Training = training with
            {
                Loss = mended.Loss == patient.Loss ? training.Loss : AsObject(LossCatalogue.ToJson(mended.Loss)),
                Optimizer = JsonNode.DeepEquals(patient.Optimizer, mended.Optimizer)
                    ? training.Optimizer
                    : (JsonObject)mended.Optimizer.DeepClone(),
                Schedule = JsonNode.DeepEquals(patient.Schedule, mended.Schedule) ? training.Schedule : null,
                BatchSize = mended.Options.BatchSize,
                GradientAccumulationSteps = mended.Options.GradientAccumulationSteps,
                StepsPerEpoch = mended.Options.StepsPerEpoch,
                Epochs = mended.Options.Epochs,
                Shuffle = mended.Options.Shuffle,
            },
        };
    }

    // What was put before a layer is in a container with it, so that the others keep their places; in a file they stand in a row.
    private static IEnumerable<ExperimentLayer> Layers(ExperimentLayer layer, JsonObject was, JsonObject now) =>
        PutBefore.Of(was, now) is { } put
            ? [.. put.Layers.Select(one => Layer(new ExperimentLayer("", []), [], one)), Layer(layer, was, put.Last)]
            : [Layer(layer, was, now)];

    private static ExperimentLayer Layer(ExperimentLayer layer, JsonObject was, JsonObject now)
    {
        if (JsonNode.DeepEquals(was, now)) return layer;
        var config = (JsonObject)layer.Config.DeepClone();
        foreach ((string key, _) in was)
            if (key is not "class_name" && !now.ContainsKey(key)) config.Remove(key);
        foreach ((string key, JsonNode? value) in now)
            if (key is not "class_name" && !JsonNode.DeepEquals(was[key], value)) config[key] = value?.DeepClone();
        return new ExperimentLayer(now["class_name"]!.GetValue<string>(), config);
    }

    private static JsonObject AsObject(JsonNode node) => node as JsonObject ?? new JsonObject { ["class_name"] = node.GetValue<string>() };

    // A path as the experiment said it, or the way to it from another folder; an absolute one and a name such as mnist stay.
    private static string SourceFrom(Experiment experiment, string folder)
    {
        string source = experiment.Data.Source, full = Path.GetFullPath(Path.Combine(experiment.Folder ?? "", source));
        return Path.IsPathRooted(source) || !Path.Exists(full)
            ? source
            : Path.GetRelativePath(Path.GetFullPath(folder), full).Replace('\\', '/');
    }

    // The original text with single values replaced; null where that does not come out as the mended experiment.
    private static string? Edited(Experiment experiment, Experiment mended, string original, string source)
    {
        try
        {
            var file = new EditedJson(original);
            if (source != experiment.Data.Source) file.Set(["data", "source"], source);
            JsonNode was = Tree(experiment), now = Tree(mended);
            // Those that come later first, so that places stay what they were.
            (int place, int count) = Inserted(was, now);
            for (int i = place + count - 1; i >= place; i--)
                file.Insert(InFile(file, ["network", place]), AsInFile(file, mended.Network[i]));
            for (int i = 0; i < count; i++) ((JsonArray)was["network"]!).Insert(place + i, now["network"]![place + i]!.DeepClone());
            foreach ((object[] path, JsonNode? value) in Differences(was, now, [])) file.Set(InFile(file, path), value);
            Experiment read = Experiment.Parse("mended.json", file.Text);
            Experiment wanted = mended with { Data = mended.Data with { Source = source } };
            return read.ToJson() == (wanted with { Name = read.Name }).ToJson() ? file.Text.TrimEnd() + '\n' : null;
        }
        catch (Exception error)
            when (error is GliaException or System.Text.Json.JsonException or InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }

    private static JsonNode Tree(Experiment experiment) => JsonNode.Parse(experiment.ToJson())!;

    // Where layers were put in, and how many: the others are as many as before, and begin and end alike or with another setting.
    private static (int Place, int Count) Inserted(JsonNode was, JsonNode now)
    {
        var (before, after) = ((JsonArray)was["network"]!, (JsonArray)now["network"]!);
        int count = after.Count - before.Count, place = 0;
        if (count <= 0) return (0, 0);
        while (place < before.Count && JsonNode.DeepEquals(before[place], after[place])) place++;
        return (place, count);
    }

    private static JsonObject AsInFile(EditedJson file, ExperimentLayer layer)
    {
        var config = (JsonObject)layer.Config.DeepClone();
        if (file.Value([.. InFile(file, ["network", 0]), "config"]) is JsonObject)
            return new JsonObject { ["class_name"] = layer.ClassName, ["config"] = config };
        var flat = new JsonObject { ["class_name"] = layer.ClassName };
        foreach ((string key, JsonNode? value) in config) flat[key] = value?.DeepClone();
        return flat;
    }

    // What differs between two experiments written out in full, as paths and new values; what is gone is null.
    private static IEnumerable<(object[] Path, JsonNode? Value)> Differences(JsonNode? was, JsonNode? now, object[] path)
    {
        if (JsonNode.DeepEquals(was, now)) return [];
        if (was is JsonArray before && now is JsonArray after && before.Count == after.Count)
            return Enumerable.Range(0, before.Count).SelectMany(i => Differences(before[i], after[i], [.. path, i]));
        // Of another class the settings are others: its name and the rate are what was chosen.
        if (was is JsonObject a && now is JsonObject b && JsonNode.DeepEquals(a["class_name"], b["class_name"]))
            return a.Select(setting => setting.Key).Union(b.Select(setting => setting.Key))
                .SelectMany(key => Differences(a[key], b[key], [.. path, key]));
        if (now is JsonObject other && path is ["training", "optimizer"])
        {
            var chosen = new JsonObject
            {
                ["class_name"] = other["class_name"]?.DeepClone(),
                ["learning_rate"] = other["learning_rate"]?.DeepClone(),
            };
            return [(path, chosen)];
        }
        return [(path, now)];
    }

    // Where a layer's settings stand in this file: beside its class name, or in Keras' config; and in Keras' model JSON a level deeper.
    private static object[] InFile(EditedJson file, object[] path)
    {
        if (path is not ["network", int place, ..]) return path;
        object[] layer = file.Value(["network"]) is JsonArray ? ["network", place] : ["network", "config", "layers", place];
        bool nested = path.Length > 2 && file.Value([.. layer, "config"]) is JsonObject && path is not [.., "class_name"];
        return [.. layer, .. nested ? ["config"] : Array.Empty<object>(), .. path[2..]];
    }

    private static string Anew(Experiment experiment, Experiment mended, string source)
    {
        var text = new StringBuilder();
        foreach ((string line, string? before) in AlignedLines.Of(Lines(experiment), Lines(mended)))
            text.Append(line).Append(before is null ? "" : $"  // was: {before.Trim().TrimEnd(',')}").Append('\n');
        return text.ToString();

        string[] Lines(Experiment one) => (one with { Data = one.Data with { Source = source } }).ToJson().TrimEnd().Split('\n');
    }
}
