using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// Remembers where in a file each key of a JSON object stands. The lines are attached to the object itself, so that whoever reads
/// the object, however far from the file, can say <c>experiment.json line 14</c>. A copy of an object does not have them.
/// </summary>
public static class JsonLines
{
    private static readonly ConditionalWeakTable<JsonNode, Lines> Attached = [];

    /// <summary>
    /// Where a key stands, <c>experiment.json line 14</c>; the place of its object if the key is not there;
    /// null if the object was not read from a file.
    /// </summary>
    /// <param name="owner">The object that holds the key.</param>
    /// <param name="key">The key.</param>
    public static string? Place(JsonNode owner, string key) =>
        Attached.TryGetValue(owner, out Lines? lines) ? $"{lines.File} line {lines.Keys.GetValueOrDefault(key, lines.First)}" : null;

    /// <summary>Where an object or array begins; null if it was not read from a file.</summary>
    /// <param name="node">What was read from a file.</param>
    public static string? Place(JsonNode node) => Attached.TryGetValue(node, out Lines? lines) ? $"{lines.File} line {lines.First}" : null;

    /// <summary>
    /// The start of a sentence about a key, <c>experiment.json line 14: </c>; empty if the object was not read from a file.
    /// </summary>
    internal static string Before(JsonNode owner, string key) => Place(owner, key) is { } place ? place + ": " : "";

    /// <summary>A copy that keeps the lines, at every depth.</summary>
    internal static JsonNode DeepClone(JsonNode node)
    {
        JsonNode copy = node switch
        {
            JsonObject json => Object(json),
            JsonArray array => new JsonArray(array.Select(item => item is null ? null : DeepClone(item)).ToArray()),
            _ => node.DeepClone(),
        };
        if (copy is not JsonValue) Inherit(copy, node);
        return copy;

        static JsonObject Object(JsonObject json)
        {
            var copy = new JsonObject();
            foreach ((string key, JsonNode? value) in json) copy[key] = value is null ? null : DeepClone(value);
            return copy;
        }
    }

    internal static Lines Attach(JsonNode node, string file, int first)
    {
        var lines = new Lines(file, first);
        Attached.Add(node, lines);
        return lines;
    }

    /// <summary>Lets a rewritten object keep the lines of the one it came from.</summary>
    internal static void Inherit(JsonNode rewritten, JsonNode from)
    {
        if (!Attached.TryGetValue(from, out Lines? lines)) return;
        if (!Attached.TryGetValue(rewritten, out Lines? kept)) kept = Attach(rewritten, lines.File, lines.First);
        foreach ((string key, int line) in lines.Keys) kept.Keys.TryAdd(key, line);
    }

    /// <summary>Gives a key of a new object the line of a key that was read.</summary>
    internal static void Inherit(JsonNode made, string key, JsonNode from, string fromKey)
    {
        if (!Attached.TryGetValue(from, out Lines? lines)) return;
        int line = lines.Keys.GetValueOrDefault(fromKey, lines.First);
        Attach(made, lines.File, line).Keys.Add(key, line);
    }

    internal sealed record Lines(string File, int First)
    {
        public Dictionary<string, int> Keys { get; } = [];
    }
}
