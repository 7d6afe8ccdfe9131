using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Doctor.Trials;

/// <summary>Layers that a repair put before another, which keeps its place because all of them are in a container there.</summary>
/// <param name="Layers">What was put before it.</param>
/// <param name="Last">The layer itself.</param>
internal sealed record PutBefore(IReadOnlyList<JsonObject> Layers, JsonObject Last)
{
    private static string Container => nameof(Sequential);

    /// <summary>The container of these layers.</summary>
    public static JsonObject Around(params JsonNode[] layers) =>
        new() { ["class_name"] = Container, ["layers"] = new JsonArray(layers) };

    /// <summary>What was put before a layer; null where nothing was.</summary>
    /// <param name="was">The layer.</param>
    /// <param name="now">What stands in its place.</param>
    public static PutBefore? Of(JsonObject was, JsonObject now)
    {
        if (Name(was) == Container || Name(now) != Container || now["layers"] is not JsonArray layers) return null;
        JsonObject[] all = [.. layers.OfType<JsonObject>()];
        return all.Length > 1 && all.Length == layers.Count && Name(all[^1]) == Name(was) ? new PutBefore(all[..^1], all[^1]) : null;
    }

    private static string? Name(JsonObject layer) => layer["class_name"]?.GetValue<string>();
}
