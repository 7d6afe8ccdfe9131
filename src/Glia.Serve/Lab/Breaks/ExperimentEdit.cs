using System.Text.Json.Nodes;

namespace Glia.Serve.Lab.Breaks;

/// <summary>One edit of an experiment, as <c>breaks.json</c> says it.</summary>
/// <param name="edit">What it says.</param>
internal sealed class ExperimentEdit(JsonObject edit)
{
    private static readonly string[] s_recurrent = ["SimpleRNN", "GRU", "LSTM"];
    private static readonly string[] s_withKernel = ["Dense", "Conv1D", "Conv2D", .. s_recurrent];

    /// <summary>The layers of an experiment that multiply their inputs.</summary>
    public static IReadOnlyList<JsonObject> Kernels(JsonObject experiment) =>
        [.. Network(experiment).OfType<JsonObject>().Where(layer => s_withKernel.Contains(layer["class_name"]?.GetValue<string>()))];

    /// <summary>Makes it.</summary>
    /// <param name="experiment">The experiment with every default spelled out; it is changed.</param>
    /// <returns>Whether there was anything to make it on.</returns>
    public bool Make(JsonObject experiment)
    {
        if (edit["layers"] is { } which) return SetOnLayers(experiment, which.GetValue<string>());
        if (edit["insert"] is JsonObject layer) return Insert(experiment, layer, edit["before"]!.GetValue<string>());
        if (edit["hidden"] is JsonObject hidden) return Replace(experiment, hidden, edit["times"]!.GetValue<int>());
        if (edit["multiply"] is { } number)
            return Put(experiment, number.GetValue<string>(), was => was!.GetValue<double>() * edit["by"]!.GetValue<double>());
        return Put(experiment, edit["set"]!.GetValue<string>(), _ => edit["to"]!.DeepClone());
    }

    private static JsonArray Network(JsonObject experiment) => experiment["network"]!.AsArray();

    private static bool Put(JsonObject experiment, string path, Func<JsonNode?, JsonNode> value)
    {
        string[] keys = path.Split('.');
        JsonObject at = experiment;
        foreach (string key in keys.SkipLast(1))
        {
            // A bare name is short for what has that class name.
            if (at[key] is JsonValue name) at[key] = new JsonObject { ["class_name"] = name.DeepClone() };
            if (at[key] is not JsonObject next) return false;
            at = next;
        }
        at[keys[^1]] = value(at[keys[^1]]);
        return true;
    }

    private bool SetOnLayers(JsonObject experiment, string which)
    {
        IReadOnlyList<JsonObject> kernels = Kernels(experiment);
        string key = edit["set"]!.GetValue<string>();
        JsonObject[] chosen = which switch
        {
            "last" => [.. kernels.TakeLast(1)],
            "hidden" => [.. kernels.SkipLast(1)],
            _ => [.. kernels],
        };
        // Recurrent layers keep their activations: others make other layers of them.
        if (key == "activation") chosen = [.. chosen.Where(layer => !s_recurrent.Contains(layer["class_name"]!.GetValue<string>()))];
        foreach (JsonObject layer in chosen) layer[key] = edit["to"]!.DeepClone();
        return chosen.Length > 0;
    }

    private static bool Insert(JsonObject experiment, JsonObject layer, string before)
    {
        JsonArray network = Network(experiment);
        int[] places = before switch
        {
            "end" => [network.Count],
            "last" => [network.Count - 1],
            _ => [.. Kernels(experiment).Skip(1).Select(kernel => network.IndexOf(kernel))],
        };
        foreach (int place in places.OrderDescending()) network.Insert(place, layer.DeepClone());
        return places.Length > 0;
    }

    // What turns images or sequences into rows of numbers stays.
    private static bool Replace(JsonObject experiment, JsonObject layer, int times)
    {
        JsonArray network = Network(experiment);
        JsonObject[] dense = [.. Kernels(experiment).SkipLast(1).Where(one => one["class_name"]!.GetValue<string>() == "Dense")];
        if (dense.Length == 0) return false;
        int first = network.IndexOf(dense[0]);
        JsonNode? units = dense[0]["units"]?.DeepClone();
        while (network.Count - 1 > first) network.RemoveAt(first);
        for (int i = 0; i < times; i++)
        {
            var copy = (JsonObject)layer.DeepClone();
            copy["units"] ??= units?.DeepClone();
            network.Insert(first, copy);
        }
        return true;
    }
}
