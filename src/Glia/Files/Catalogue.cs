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
    private readonly Dictionary<string, string> _absent = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly List<string> _names = [];

    // What stands before a name in the programs people copy from: keras.layers.Dense is Dense.
    private static readonly HashSet<string> Modules =
        ["tf", "tensorflow", "keras", "layers", "activations", "initializers", "regularizers", "losses", "optimizers", "schedules"];

    /// <summary>The names, without aliases, in the order they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Adds an entry under its name and aliases.</summary>
    public void Add(string name, Func<ConfigReader, T> create, params ReadOnlySpan<string> aliases)
    {
        _names.Add(name);
        _entries.Add(name, create);
        foreach (string alias in aliases) _entries.Add(alias, create);
    }

    /// <summary>
    /// Adds an entry under another library's word for it, with that library's arguments and defaults. It is no name of this catalogue: what
    /// it makes is written under its own.
    /// </summary>
    public void AddWord(Func<ConfigReader, T> create, params ReadOnlySpan<string> names)
    {
        foreach (string name in names) _entries.Add(name, create);
    }

    /// <summary>Names that another library has and this catalogue has not: who asks for one is told so instead of the nearest word.</summary>
    /// <param name="whose">The library: <c>Keras</c>.</param>
    /// <param name="instead">What to do, as the end of the sentence; empty to list what there is.</param>
    /// <param name="names">The names, separated by spaces.</param>
    public void Lacks(string whose, string instead, string names)
    {
        foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _absent.TryAdd(name, $"{whose} has the {kind} '{name}', Glia has not yet{(instead.Length == 0 ? "" : "; " + instead)}");
    }

    /// <summary>Whether the name is known.</summary>
    public bool Knows(string name) => _entries.ContainsKey(WithoutModule(name));

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
        if (!_entries.TryGetValue(WithoutModule(name), out var create)) throw new GliaException($"{JsonLines.Before(config, "class_name")}{where}: {Unknown(name)}");
        var reader = new ConfigReader(config, $"{where} ({name})");
        T made = create(reader);
        reader.Done();
        return made;
    }

    private string Unknown(string name)
    {
        if (!_absent.TryGetValue(WithoutModule(name), out string? absent)) return $"unknown {kind} '{name}'{Spelling.Suggest(name, _entries.Keys)}";
        return absent.Contains(';', StringComparison.Ordinal) ? absent + "." : $"{absent}; known are {string.Join(", ", _names.Order(StringComparer.Ordinal))}.";
    }

    // A name that is known with its modules stays: torch.optim.Adam is not Keras' Adam.
    private string WithoutModule(string name)
    {
        if (_entries.ContainsKey(name) || name.LastIndexOf('.') is var dot && dot < 0) return name;
        return name[..dot].Split('.').All(Modules.Contains) ? name[(dot + 1)..] : name;
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
