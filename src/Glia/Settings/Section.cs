using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// One object of an experiment file while it is read: its fields, each in its range, with the line in the file where one is wrong, and
/// <see cref="Close"/> to refuse those that nobody asked for. A class reads its own settings by a <see cref="ConfigReader"/>.
/// </summary>
internal sealed class Section(string file, JsonObject json, string path)
{
    private const string NameOrNames = "a name or a list of names";

    private readonly JsonFields _fields = new(json);

    /// <summary>The keys asked for so far.</summary>
    public IReadOnlyList<string> Known => _fields.Asked;

    /// <summary>The keys that are there.</summary>
    public IEnumerable<string> Keys => json.Select(pair => pair.Key);

    /// <summary>Where the object stands in the file, in dots: <c>training.optimizer</c>; empty for the file itself.</summary>
    public string Path => path;

    /// <summary>The node under a key; null if it is absent or JSON null.</summary>
    public JsonNode? Node(string key) => _fields.Node(key);

    /// <summary>Text, or the default.</summary>
    public string Text(string key, string otherwise) => OptionalText(key) ?? otherwise;

    /// <summary>Text, or null.</summary>
    public string? OptionalText(string key) =>
        Node(key) is { } node ? JsonFields.Text(node) ?? throw Wrong(key, node, "a text in quotes") : null;

    /// <summary>One of the given words, or the default, which is the first of them.</summary>
    public string Choice(string key, params string[] words)
    {
        if (OptionalText(key) is not { } written) return words[0];
        if (words.Contains(written)) return written;
        throw Error(key, $"{Name(key)} is '{written}'{Spelling.Suggest(written, words)}");
    }

    /// <summary>Yes or no, or the default.</summary>
    public bool Flag(string key, bool otherwise) =>
        Node(key) is { } node ? JsonFields.Flag(node) ?? throw Wrong(key, node, "true or false") : otherwise;

    /// <summary>A whole number in a range, or the default.</summary>
    public int Integer(string key, int otherwise, int least, int most = int.MaxValue) => OptionalInteger(key, least, most) ?? otherwise;

    /// <summary>A whole number in a range, or null.</summary>
    public int? OptionalInteger(string key, int least, int most = int.MaxValue) => (int?)OptionalLong(key, least, most);

    /// <summary>A whole number in a range, or null.</summary>
    public long? OptionalLong(string key, long least, long most)
    {
        if (Node(key) is not { } node) return null;
        if (JsonFields.Number(node) is not { } number || number != Math.Floor(number)) throw Wrong(key, node, "a whole number");
        return (long)Within(key, number, least, most);
    }

    /// <summary>A number in a range, or the default.</summary>
    public double Number(string key, double otherwise, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        OptionalNumber(key, least, most) ?? otherwise;

    /// <summary>A number in a range, or null.</summary>
    public double? OptionalNumber(string key, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        if (Node(key) is not { } node) return null;
        if (JsonFields.Number(node) is not { } number) throw Wrong(key, node, "a number");
        return Within(key, number, least, most);
    }

    /// <summary>One name or a list of names, or null.</summary>
    public IReadOnlyList<string>? Names(string key) => Node(key) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [value.ToString()],
        JsonArray array =>
            array.Select(item => item is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : throw Wrong(key, item, NameOrNames)).ToList(),
        var other => throw Wrong(key, other, NameOrNames),
    };

    /// <summary>The object under a key as a section of its own, or null.</summary>
    public Section? Child(string key) => Node(key) switch
    {
        null => null,
        JsonObject child => new Section(file, child, Name(key)),
        var other => throw Wrong(key, other, "an object {…}"),
    };

    /// <summary>A class given by its name alone or as an object with its arguments, Keras' own wrapping undone; or null.</summary>
    public JsonObject? Configuration(string key) => Node(key) is { } node ? Configuration(key, node) : null;

    /// <summary>A class in a list, given by its name alone or as an object with its arguments.</summary>
    public JsonObject Configuration(string key, JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Named(key, value.GetValue<string>()),
        JsonObject written => KerasJson.Flatten(file, written),
        _ => throw Wrong(key, node, "a name in quotes or an object {\"class_name\": …}"),
    };

    /// <summary>Refuses every key that was not asked for.</summary>
    public void Close()
    {
        if (_fields.Unasked.FirstOrDefault() is { } key)
            throw Error(key, $"unknown key '{key}'{(path.Length == 0 ? "" : $" in {path}")}{Spelling.Suggest(key, Known)}");
    }

    /// <summary>An error at a key, with its line.</summary>
    public GliaException Error(string key, string sentence) => new($"{JsonLines.Place(json, key) ?? file}: {sentence}");

    /// <summary>An error at a key whose value has the wrong kind.</summary>
    public GliaException Wrong(string key, JsonNode? node, string expected) => Wrong(key, Show(node), expected);

    private GliaException Wrong(string key, string shown, string expected) =>
        Error(key, $"{Name(key)} is {shown}; it must be {expected}.");

    private double Within(string key, double number, double least, double most) =>
        number >= least && number <= most ? number : throw Wrong(key, Show(number), Range(number, least, most));

    // A name alone is an object without arguments that stands where the name does.
    private JsonObject Named(string key, string name)
    {
        var named = new JsonObject { ["class_name"] = name };
        JsonLines.Inherit(named, "class_name", json, key);
        return named;
    }

    private string Name(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Range(double number, double least, double most) =>
        most is int.MaxValue or double.PositiveInfinity
            ? number > most ? $"at most {Show(most)}" : $"at least {Show(least)}"
            : Bounds.Within(Show(least), Show(most));

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Show(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => node.ToJsonString(),
    };
}
