using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// Reads the settings of one named thing and remembers which keys were asked for, so that a key nobody asked for is reported with the
/// nearest one that exists. What a class reads is what it accepts: there is no second list to keep in step.
/// </summary>
public sealed class ConfigReader
{
    private readonly JsonObject _config;
    private readonly JsonFields _fields;

    /// <summary>A reader of one object.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="where">How to name the place in a sentence: <c>network[1] (Dense)</c>.</param>
    public ConfigReader(JsonObject config, string where)
    {
        _config = config;
        _fields = new JsonFields(config);
        Where = where;
    }

    /// <summary>How the place is named in a sentence.</summary>
    public string Where { get; }

    /// <summary>Whether the key is there and is not null.</summary>
    /// <param name="key">The setting's name.</param>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The value as it stands, or null.</summary>
    /// <param name="key">The setting's name.</param>
    public JsonNode? Node(string key) => _fields.Node(key);

    /// <summary>Under which of its names a setting is given: the first of them if under none.</summary>
    /// <param name="names">Its own name, then those that older versions and other libraries have for it.</param>
    /// <exception cref="GliaException">It is given under two.</exception>
    public string Spelled(params ReadOnlySpan<string> names)
    {
        string? found = null;
        foreach (string name in names)
        {
            if (!Has(name)) continue;
            if (found is not null)
                throw new GliaException($"{At(name)}: '{found}' and '{name}' are two names of one setting; keep one of the two.");
            found = name;
        }
        return found ?? names[0];
    }

    /// <summary>A whole number.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="fallback">What holds where the setting is absent or null; it has to be there if this is null.</param>
    /// <exception cref="GliaException">It is absent without a fallback, or no whole number.</exception>
    public int Int(string key, int? fallback = null)
    {
        double number = Number(key, fallback);
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw Wrong(key, "a whole number");
    }

    /// <summary>A finite number.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="fallback">What holds where the setting is absent or null; it has to be there if this is null.</param>
    /// <exception cref="GliaException">It is absent without a fallback, or no number.</exception>
    public double Number(string key, double? fallback = null)
    {
        if (Node(key) is not { } node) return fallback ?? throw Missing(key);
        return JsonFields.Number(node) ?? throw Wrong(key, "a number");
    }

    /// <summary>A number, or null where the key is absent or null.</summary>
    /// <param name="key">The setting's name.</param>
    public double? OptionalNumber(string key) => Has(key) ? Number(key) : null;

    /// <summary>A number as float32.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="fallback">What holds where the setting is absent or null; it has to be there if this is null.</param>
    /// <exception cref="GliaException">It is no number, or too large for float32.</exception>
    public float Single(string key, float fallback)
    {
        if (!Has(key)) return fallback;
        float number = (float)Number(key);
        return float.IsFinite(number) ? number : throw Wrong(key, "a number that float32 can hold, at most 3.4e38");
    }

    /// <summary>true or false.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="fallback">What holds where the setting is absent or null; it has to be there if this is null.</param>
    public bool Flag(string key, bool fallback)
    {
        if (Node(key) is not { } node) return fallback;
        return JsonFields.Flag(node) ?? throw Wrong(key, "true or false");
    }

    /// <summary>A text.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="fallback">What holds where the setting is absent or null; it has to be there if this is null.</param>
    public string Text(string key, string? fallback = null)
    {
        if (Node(key) is not { } node) return fallback ?? throw Missing(key);
        return JsonFields.Text(node) ?? throw Wrong(key, "a text in quotes");
    }

    /// <summary>Accepts keys that change nothing here, such as Keras' <c>dtype</c> or a constraint that is null.</summary>
    /// <param name="keys">The settings' names.</param>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys) _fields.Accept(key);
    }

    /// <summary>Accepts keys only while they are absent or null: what they ask for does not exist here.</summary>
    /// <param name="keys">The settings' names.</param>
    /// <exception cref="GliaException">One of them is there.</exception>
    public void Refuse(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
            if (Has(key)) throw new GliaException($"{At(key)}: '{key}' is not supported; remove it or set it to null.");
    }

    /// <summary>Refuses every <c>axis</c> but the last: Glia's layers know no other.</summary>
    /// <exception cref="GliaException">It is another one.</exception>
    internal void RequireLastAxis()
    {
        if (Node("axis") is { } axis && axis.ToJsonString() is not ("-1" or "[-1]")) throw Wrong("axis", "-1, the last dimension");
    }

    /// <summary>Reports the first key that nobody asked for.</summary>
    /// <exception cref="GliaException">There is one.</exception>
    public void Done()
    {
        if (_fields.Unasked.FirstOrDefault() is { } key)
            throw new GliaException($"{At(key)}: unknown key '{key}'{Spelling.Suggest(key, _fields.Asked)}");
    }

    /// <summary>An error about one key.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="expected">What it has to be, as the end of a sentence: <c>a whole number</c>.</param>
    public GliaException Wrong(string key, string expected) =>
        new($"{At(key)}: '{key}' must be {expected}, not {Shown(_config[key])}.");

    private GliaException Missing(string key) => new($"{At(key)}: '{key}' is missing.");

    // With the file and line where they are known: "experiment.json line 14: training.optimizer (SGD)".
    private string At(string key) => JsonLines.Before(_config, key) + Where;

    private static string Shown(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length <= 40 ? text : $"{text.AsSpan(0, 37)}...";
    }
}
