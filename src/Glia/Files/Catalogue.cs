using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Files;

/// <summary>
/// The named things of one kind that a file can ask for. An entry is given as a name (<c>"relu"</c>) or as Keras' pair
/// <c>{"class_name": …, "config": {…}}</c>, with the settings also allowed beside <c>class_name</c>.
/// </summary>
/// <typeparam name="T">What the entries make.</typeparam>
/// <param name="kind">How to call the kind in a sentence: <c>optimizer</c>.</param>
/// <param name="ignoreCase">Whether <c>Adam</c> and <c>adam</c> are the same, as Keras has it for optimizers.</param>
public sealed class Catalogue<T>(string kind, bool ignoreCase = true)
{
    private readonly Dictionary<string, Func<ConfigReader, T>> _entries = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The names, without aliases, in the order they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds an entry under its name and aliases.</summary>
    public void Add(string name, Func<ConfigReader, T> create, params ReadOnlySpan<string> aliases)
    {
        _names.Add(name);
        _entries.Add(name, create);
        foreach (string alias in aliases) _entries.Add(alias, create);
    }

    /// <summary>Whether the name is known.</summary>
    public bool Knows(string name) => _entries.ContainsKey(name);

    /// <summary>Makes the thing a file asks for.</summary>
    /// <param name="node">A name or an object.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">The name is unknown or a setting is wrong.</exception>
    public T Create(JsonNode? node, string where)
    {
        if (node is JsonObject given) return Create(ClassName(given, where), Settings(given), where);
        if (node is JsonValue && node.GetValueKind() == JsonValueKind.String) return Create(node.GetValue<string>(), [], where);
        throw new GliaException($"{where}: the {kind} must be a name in quotes or an object with \"class_name\", not {node?.ToJsonString() ?? "null"}.");
    }

    /// <summary>Makes the thing of this name with these settings.</summary>
    public T Create(string name, JsonObject config, string where)
    {
        if (!_entries.TryGetValue(name, out var create))
            throw new GliaException($"{JsonLines.Before(config, "class_name")}{where}: unknown {kind} '{name}'{Spelling.Suggest(name, _names)}");
        var reader = new ConfigReader(config, $"{where} ({name})");
        T made = create(reader);
        reader.Done();
        return made;
    }

    private string ClassName(JsonObject given, string where) =>
        given["class_name"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
            : throw new GliaException($"{JsonLines.Before(given, "class_name")}{where}: the {kind} needs a \"class_name\".");

    // Keras writes the settings into "config" and adds "module", "registered_name" and "build_config", which say nothing new.
    private static JsonObject Settings(JsonObject given)
    {
        if (given["config"] is JsonObject config) return config;
        var settings = (JsonObject)JsonLines.DeepClone(given);
        foreach (string key in (ReadOnlySpan<string>)["class_name", "module", "registered_name", "build_config"]) settings.Remove(key);
        return settings;
    }
}
