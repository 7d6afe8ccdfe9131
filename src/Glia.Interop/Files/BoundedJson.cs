using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Interop.Files;

/// <summary>
/// JSON of other programs' files: no larger and no deeper than any real one. Of keys that stand twice the last counts, as in Python.
/// </summary>
internal static class BoundedJson
{
    private const int MostBytes = 100_000_000, MostDepth = 64;

    /// <summary>The object that a file holds.</summary>
    /// <exception cref="GliaException">It holds something else.</exception>
    public static JsonObject Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        if (stream.Length > MostBytes) throw new GliaException($"{path} is larger than {MostBytes:N0} bytes, which no description of a " +
            "network is.");
        return Parse(Encoding.UTF8.GetString(BoundedReading.ReadExactly(stream, stream.Length, path, "its text")).TrimStart('\uFEFF'),
            path);
    }

    /// <summary>The object that a text says.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="where">What the messages call it.</param>
    /// <exception cref="GliaException">It is something else.</exception>
    public static JsonObject Parse(string text, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (JsonObject)Node(document.RootElement)!
                : throw new GliaException($"{where} is no JSON object; save the model again.");
        }
        catch (JsonException error)
        {
            throw new GliaException($"{where} is not the JSON it should be ({error.Message.TrimEnd('.')}); save the model again.", error);
        }
    }

    private static JsonNode? Node(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var json = new JsonObject();
                foreach (JsonProperty property in element.EnumerateObject()) json[property.Name] = Node(property.Value);
                return json;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Node)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
