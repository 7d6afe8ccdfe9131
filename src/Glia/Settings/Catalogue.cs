using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// The named things of one kind that a file can ask for. An entry is given as a name (<c>"relu"</c>) or as Keras' pair
/// <c>{"class_name": …, "config": {…}}</c>, with the settings also allowed beside <c>class_name</c>.
/// </summary>
/// <remarks>
/// Entries may be registered while other threads read: a registration replaces the whole table, and a reader keeps the one it began with.
/// </remarks>
/// <typeparam name="T">What the entries make.</typeparam>
/// <param name="kind">How to call the kind in a sentence: <c>optimizer</c>.</param>
/// <param name="ignoreCase">Whether <c>Adam</c> and <c>adam</c> are the same, as Keras has it for optimizers.</param>
public sealed class Catalogue<T>(string kind, bool ignoreCase = true)
{
    private readonly Dictionary<string, string> _absent = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Lock _registering = new();
    private volatile Dictionary<string, Entry> _entries = new(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    private volatile string[] _registered = [];

    // What stands before a name in the programs people copy from: keras.layers.Dense is Dense.
    private static readonly HashSet<string> Modules =
        ["tf", "tensorflow", "keras", "layers", "activations", "initializers", "regularizers", "losses", "optimizers", "schedules"];

    /// <summary>The name under which a thing writes itself into a file; null where things have no names.</summary>
    internal Func<T, string>? NameOf { get; init; }

    /// <summary>The static class through which a program registers its own; null where it cannot.</summary>
    internal string? Registrar { get; init; }

    /// <summary>
    /// Reads what every thing of the kind has, such as a layer's name, into one that a program's own function made; null for nothing.
    /// </summary>
    internal Action<ConfigReader, T>? ReadShared { get; init; }

    /// <summary>The names that come with the library, without aliases, in the order they were added.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The names that a program registered, without aliases, in the order it did.</summary>
    public IReadOnlyList<string> Registered => _registered;

    /// <summary>Adds an entry that comes with the library, under its name and aliases. Only while the catalogue is made.</summary>
    internal void Add(string name, Func<ConfigReader, T> create, params ReadOnlySpan<string> aliases)
    {
        _names.Add(name);
        _entries.Add(name, new Entry(create, null));
        foreach (string alias in aliases) _entries.Add(alias, new Entry(create, null));
    }

    /// <summary>
    /// Makes a class of a program's own known under a name, for files that name it. The same class may be registered again under the same
    /// name; the last way to make it counts.
    /// </summary>
    /// <typeparam name="TOwn">The class.</typeparam>
    /// <param name="name">The name that the class writes into files.</param>
    /// <param name="create">Makes a new one from its settings, each read from the reader; a setting that is not read is an error for
    /// whoever wrote the file.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">A name is empty, or it belongs to another class.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null.</exception>
    public void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases) where TOwn : class, T
    {
        ArgumentNullException.ThrowIfNull(create);
        string[] names = [name, .. aliases];
        if (Array.Exists(names, n => string.IsNullOrWhiteSpace(n) || n.Trim() != n))
            throw new GliaException($"The {kind} {typeof(TOwn).Name} needs a name without blanks around it, the one that files shall use.");
        var entry = new Entry(config => Finished<TOwn>(create(config), names, config), typeof(TOwn));
        lock (_registering)
        {
            foreach (string one in names)
            {
                if (!_entries.TryGetValue(one, out Entry? there) || (there.Own == typeof(TOwn) && typeof(TOwn) != typeof(T))) continue;
                string whose = there.Own is { } other ? $"registered for {other.Name}" : "a name of Glia's own";
                throw new GliaException($"The {kind} {typeof(TOwn).Name} cannot be called '{one}', which is {whose}; choose another name.");
            }
            var entries = new Dictionary<string, Entry>(_entries, _entries.Comparer);
            foreach (string one in names) entries[one] = entry;
            _entries = entries;
            if (!_registered.Contains(name)) _registered = [.. _registered, name];
        }
    }

    /// <summary>
    /// Adds an entry under another library's word for it, with that library's arguments and defaults. It is no name of this catalogue: what
    /// it makes is written under its own.
    /// </summary>
    internal void AddWord(Func<ConfigReader, T> create, params ReadOnlySpan<string> names)
    {
        foreach (string name in names) _entries.Add(name, new Entry(create, null));
    }

    /// <summary>
    /// Names that another library has and this catalogue has not: who asks for one is told so instead of the nearest word.
    /// </summary>
    /// <param name="whose">The library: <c>Keras</c>.</param>
    /// <param name="instead">What to do, as the end of the sentence; empty to list what there is.</param>
    /// <param name="names">The names, separated by spaces.</param>
    internal void Lacks(string whose, string instead, string names)
    {
        foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _absent.TryAdd(name, $"{whose} has the {kind} '{name}', Glia has not yet{(instead.Length == 0 ? "" : "; " + instead)}");
    }

    /// <summary>Whether the name is known.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public bool Knows(string name) => _entries.ContainsKey(WithoutModule(name));

    /// <summary>Makes the thing a file asks for.</summary>
    /// <param name="node">A name or an object.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">The name is unknown or a setting is wrong.</exception>
    public T Create(JsonNode? node, string where)
    {
        if (node is JsonObject given) return Create(ClassName(given, where), Settings(given), where);
        if (node is JsonValue && node.GetValueKind() == JsonValueKind.String) return Create(node.GetValue<string>(), [], where);
        throw new GliaException($"{where}: the {kind} must be a name in quotes or an object with \"class_name\", " +
            $"not {node?.ToJsonString() ?? "null"}.");
    }

    /// <summary>Makes the thing of this name with these settings.</summary>
    /// <param name="name">The name, or one of its aliases.</param>
    /// <param name="config">The settings.</param>
    /// <param name="where">How to name the place in a sentence: <c>training.optimizer</c>.</param>
    /// <exception cref="GliaException">The name is unknown or a setting is wrong.</exception>
    public T Create(string name, JsonObject config, string where)
    {
        if (!_entries.TryGetValue(WithoutModule(name), out Entry? entry))
            throw new GliaException($"{JsonLines.Before(config, "class_name")}{where}: {Unknown(name)}");
        var reader = new ConfigReader(config, $"{where} ({name})");
        T made = entry.Create(reader);
        reader.Done();
        return made;
    }

    // A thing that writes itself under another name than it was registered under could be saved and never read.
    private TOwn Finished<TOwn>(TOwn? made, string[] names, ConfigReader config) where TOwn : class, T
    {
        string registered = $"{config.Where}: what was registered as the {kind} '{names[0]}'";
        if (made is null) throw new GliaException($"{registered} made nothing; it must make a new {typeof(TOwn).Name}.");
        if (NameOf is null || names.Contains(NameOf(made), _entries.Comparer))
        {
            ReadShared?.Invoke(config, made);
            return made;
        }
        throw new GliaException($"{registered} calls itself '{NameOf(made)}'; register it under that name.");
    }

    private string Unknown(string name)
    {
        string known = $"; known are {string.Join(", ", _names.Concat(_registered).Order(StringComparer.Ordinal))}";
        if (_absent.TryGetValue(WithoutModule(name), out string? absent))
            return absent.Contains(';', StringComparison.Ordinal) ? absent + "." : $"{absent}{known}.";
        string unknown = $"unknown {kind} '{name}'";
        return Registrar is null || Spelling.Nearest(name, _entries.Keys) is not null ? $"{unknown}{Spelling.Suggest(name, _entries.Keys)}"
            : $"{unknown}{known}, and what a program adds with {Registrar}.Register.";
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

    // Keras writes the settings into "config", and beside it what says nothing new.
    private static JsonObject Settings(JsonObject given)
    {
        if (given["config"] is JsonObject config) return config;
        var settings = (JsonObject)JsonLines.DeepClone(given);
        foreach (string key in (ReadOnlySpan<string>)["class_name", .. KerasJson.Bookkeeping]) settings.Remove(key);
        return settings;
    }

    // Own: the class of the program that registered it; null for what comes with the library.
    private sealed record Entry(Func<ConfigReader, T> Create, Type? Own);
}
