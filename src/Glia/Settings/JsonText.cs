using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// Parses JSON as people write it: comments and trailing commas are allowed, a key that stands twice in one object is refused,
/// and every object remembers the lines of its keys (<see cref="JsonLines"/>).
/// </summary>
internal sealed class JsonText
{
    private readonly string _name;
    private readonly byte[] _utf8;
    private int _line = 1;
    private long _counted;

    private JsonText(string name, byte[] utf8)
    {
        _name = name;
        _utf8 = utf8;
    }

    /// <summary>Reads a text whose outermost value is an object.</summary>
    /// <param name="name">How errors call the text: the file's name.</param>
    /// <param name="json">The text.</param>
    /// <exception cref="GliaException">It is not JSON, or not an object.</exception>
    public static JsonObject Parse(string name, string json)
    {
        if (string.IsNullOrWhiteSpace(json)) throw new GliaException($"{name} is empty; an experiment is one JSON object {{…}}.");
        var text = new JsonText(name, Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF')));
        try
        {
            var reader = new Utf8JsonReader(text._utf8,
                new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            reader.Read();
            JsonNode? top = text.Value(ref reader);
            if (top is JsonArray { Count: > 0 } list && list[0] is JsonObject)
                throw new GliaException($"{name} holds a list of rows and no experiment, which is one JSON object {{…}}; write the " +
                    "rows as JSON lines, an object a line without the list around them, and call the file .jsonl.");
            if (top is not JsonObject root)
                throw new GliaException($"{name}: an experiment is one JSON object {{…}}, and this text is something else.");
            if (IsLine(text._utf8.AsSpan((int)reader.BytesConsumed)))
                throw new GliaException($"{name} holds rows of data, an object a line (JSON lines), and no experiment; call it " +
                    $"{Path.ChangeExtension(name, ".jsonl")}.");
            while (reader.Read()) { }
            return root;
        }
        catch (JsonException error)
        {
            throw new GliaException($"{name} line {(error.LineNumber ?? 0) + 1}: this is not valid JSON: {WithoutPosition(error.Message)}",
                error);
        }
    }

    // Whether another object follows in a line of its own.
    private static bool IsLine(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> after = rest.TrimStart(" \t\r\n"u8);
        return after is [(byte)'{', ..] && rest[..^after.Length].Contains((byte)'\n');
    }

    private JsonNode? Value(ref Utf8JsonReader reader)
    {
        int line = Line(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, line);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                JsonLines.Attach(array, _name, line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) array.Add(Value(ref reader));
                return array;
            case JsonTokenType.Null:
                return null;
            default:
                // A value backed by the text itself converts to any number type that can hold it.
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }

    private JsonObject Object(ref Utf8JsonReader reader, int line)
    {
        var result = new JsonObject();
        Dictionary<string, int> lines = JsonLines.Attach(result, _name, line).Keys;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!;
            int keyLine = Line(reader.TokenStartIndex);
            if (!lines.TryAdd(key, keyLine))
                throw new GliaException($"{_name} line {keyLine}: the key '{key}' stands a second time in the same object (first on line " +
                    $"{lines[key]}); keep one of the two.");
            reader.Read();
            result.Add(key, Value(ref reader));
        }
        return result;
    }

    // Tokens come in order, so the newlines are counted once over the whole text.
    private int Line(long position)
    {
        for (; _counted < position; _counted++)
            if (_utf8[_counted] == '\n') _line++;
        return _line;
    }

    // .NET appends "LineNumber: … | BytePositionInLine: …", which our own line number replaces.
    private static string WithoutPosition(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
