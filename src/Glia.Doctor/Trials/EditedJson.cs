using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Doctor.Trials;

/// <summary>
/// A JSON text in which single values are replaced or added, each with what stood there, or that it is new, in a comment;
/// comments, order and layout of the rest stay.
/// </summary>
/// <param name="text">The text; comments and trailing commas are allowed.</param>
internal sealed class EditedJson(string text)
{
    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonDocumentOptions Parsing = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // Relaxed, because people read the file.
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text as it is now.</summary>
    public string Text { get; private set; } = text;

    /// <summary>The value at a path of keys and places; null where there is none.</summary>
    public JsonNode? Value(IReadOnlyList<object> path)
    {
        JsonNode? node = JsonNode.Parse(Text, documentOptions: Parsing);
        foreach (object step in path)
        {
            node = step switch
            {
                string key when node is JsonObject map => map[key],
                int place when node is JsonArray list && place < list.Count => list[place],
                _ => null,
            };
        }
        return node;
    }

    /// <summary>
    /// Puts a value at a path. What is missing on the way is made; a bare name, such as <c>"sgd"</c>, becomes the object it is short for.
    /// </summary>
    public void Set(IReadOnlyList<object> path, JsonNode? value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        if (Find(bytes, path) is var (start, end))
        {
            string was = Compact(JsonNode.Parse(bytes.AsSpan(start, end - start), documentOptions: Parsing));
            Replace(bytes, start, end, Compact(value), $"was: {was}");
            return;
        }
        object[] above = [.. path.SkipLast(1)];
        var key = (string)path[^1];
        if (Find(bytes, above) is not var (from, to))
        {
            Set(above, new JsonObject { [key] = value?.DeepClone() });
            return;
        }
        if (bytes[from] != '{')
        {
            string name = JsonNode.Parse(bytes.AsSpan(from, to - from))!.GetValue<string>();
            Set(above, new JsonObject { ["class_name"] = name, [key] = value?.DeepClone() });
            return;
        }
        // Right behind the brace, on a line of its own where the others have one.
        int next = from + 1;
        while (next < to && bytes[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') next++;
        string blank = Encoding.UTF8.GetString(bytes, from + 1, next - from - 1);
        string comma = bytes[next] == '}' ? "" : ",";
        string quoted = JsonValue.Create(key).ToJsonString();
        Replace(bytes, from + 1, from + 1, $"{(blank.Length > 0 ? blank : " ")}{quoted}: {Compact(value)}{comma}", $"new: {quoted}");
    }

    /// <summary>Puts a value into a list before the one at a path, on a line of its own where that one has one.</summary>
    public void Insert(IReadOnlyList<object> path, JsonNode value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        if (Find(bytes, path) is not var (start, _)) throw new InvalidOperationException("There is nothing to put it before.");
        string before = Encoding.UTF8.GetString(bytes, 0, start), after = Encoding.UTF8.GetString(bytes, start, bytes.Length - start);
        string blank = before[(before.LastIndexOf('\n') + 1)..];
        if (blank.Trim().Length == 0 && blank.Length < before.Length) Text = $"{before}{Compact(value)},  // new\n{blank}{after}";
        else Replace(bytes, start, start, $"{Compact(value)}, ", $"new: {value["class_name"]?.ToJsonString()}");
    }

    private void Replace(byte[] bytes, int start, int end, string with, string comment)
    {
        string before = Encoding.UTF8.GetString(bytes, 0, start), after = Encoding.UTF8.GetString(bytes, end, bytes.Length - end);
        int lineEnd = after.AsSpan().IndexOfAny('\r', '\n');
        if (lineEnd < 0) lineEnd = after.Length;
        Text = $"{before}{with}{after[..lineEnd]}  // {comment}{after[lineEnd..]}";
    }

    private static (int Start, int End)? Find(ReadOnlySpan<byte> bytes, IReadOnlyList<object> path)
    {
        var reader = new Utf8JsonReader(bytes, Reading);
        reader.Read();
        foreach (object step in path)
            if (!Enter(ref reader, step)) return null;
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start, (int)reader.BytesConsumed);
    }

    // From the first token of a value to that of one of its parts.
    private static bool Enter(ref Utf8JsonReader reader, object step)
    {
        if (reader.TokenType != (step is string ? JsonTokenType.StartObject : JsonTokenType.StartArray)) return false;
        for (int place = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); place++)
        {
            bool found = step is string key ? reader.ValueTextEquals(key) : place == (int)step;
            if (step is string) reader.Read();
            if (found) return true;
            reader.Skip();
        }
        return false;
    }

    private static string Compact(JsonNode? node) => node?.ToJsonString(Writing) ?? "null";
}
