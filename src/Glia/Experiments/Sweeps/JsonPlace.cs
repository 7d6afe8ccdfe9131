using System.Text.Json.Nodes;

namespace Glia.Experiments.Sweeps;

/// <summary>Puts a value into a place of an experiment's JSON: <c>training.optimizer.learning_rate</c>, <c>network[0].units</c>.</summary>
internal static class JsonPlace
{
    /// <summary>Sets it. A class given by its name alone becomes an object where one of its settings is named.</summary>
    /// <param name="root">The experiment.</param>
    /// <param name="path">The place.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="GliaException">There is no such place.</exception>
    public static void Set(JsonObject root, string path, JsonNode? value)
    {
        string[] steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length == 0) throw new GliaException("A place in an experiment has no name.");
        JsonNode at = root;
        for (int i = 0; i + 1 < steps.Length; i++)
        {
            JsonNode next = Get(at, steps[i]) ?? throw Missing(path, steps[i]);
            if (next is JsonValue name && name.TryGetValue(out string? word))
            {
                next = new JsonObject { ["class_name"] = word };
                Put(at, steps[i], next, path);
            }
            at = next;
        }
        Put(at, steps[^1], value, path);
    }

    private static JsonNode? Get(JsonNode at, string step) => at switch
    {
        JsonArray list when Index(step, list.Count) is { } index => list[index],
        JsonObject section when step[0] != '[' => section[step],
        _ => null,
    };

    // Whether a key may stand there is for the experiment's reader to say.
    private static void Put(JsonNode at, string step, JsonNode? value, string path)
    {
        if (at is JsonArray list && Index(step, list.Count) is { } index) list[index] = value;
        else if (at is JsonObject section && step[0] != '[') section[step] = value;
        else throw Missing(path, step);
    }

    private static GliaException Missing(string path, string step) =>
        new($"The experiment has no place '{path}': there is no {step}.");

    private static int? Index(string step, int count) =>
        step is ['[', .., ']'] && int.TryParse(step.AsSpan(1, step.Length - 2), out int index) && (uint)index < (uint)count ? index : null;
}
