using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// Lays JSON out for reading: what fits on a line stays on one, so that a layer is a line; everything else is indented by two.
/// </summary>
internal static class JsonLayout
{
    private const int Width = 160;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text, with a newline at the end.</summary>
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        if (node is not (JsonObject or JsonArray) || indent > 0 && Compact(node).Length + indent <= Width && !HasDeepChild(node))
        {
            text.Append(Compact(node));
            return;
        }
        (char open, char close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        bool first = true;
        foreach ((string? key, JsonNode? value) in Items(node))
        {
            text.Append(first ? "\n" : ",\n").Append(' ', indent + 2);
            if (key is not null) text.Append(Quote(key)).Append(": ");
            Write(text, value, indent + 2);
            first = false;
        }
        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static string Compact(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject json => "{ " + string.Join(", ", json.Select(item => $"{Quote(item.Key)}: {Compact(item.Value)}")) + " }",
        JsonArray array => "[" + string.Join(", ", array.Select(Compact)) + "]",
        null => "null",
        _ => node.ToJsonString(OneLine),
    };

    // An object in an object in an object is unreadable on one line, however short.
    private static bool HasDeepChild(JsonNode node) =>
        Items(node).Any(item => item.Value is JsonArray or JsonObject && Items(item.Value)
            .Any(inner => inner.Value is JsonObject or JsonArray))
        || node is JsonArray array && array.Any(item => item is JsonObject);

    private static IEnumerable<(string? Key, JsonNode? Value)> Items(JsonNode node) => node is JsonObject json
        ? json.Select(item => ((string?)item.Key, item.Value))
        : ((JsonArray)node).Select(item => ((string?)null, item));

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString(OneLine);
}
