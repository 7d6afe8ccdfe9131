using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// The fields of one JSON object while they are read. Every key asked for is remembered, so that what nobody asked for can be refused, and
/// the list of known keys cannot drift from the code that reads them.
/// </summary>
internal sealed class JsonFields(JsonObject json)
{
    private readonly List<string> _asked = [];

    /// <summary>The keys asked for so far, in that order.</summary>
    public IReadOnlyList<string> Asked => _asked;

    /// <summary>The keys that are there and that nobody asked for.</summary>
    public IEnumerable<string> Unasked => json.Select(pair => pair.Key).Where(key => !_asked.Contains(key));

    /// <summary>The node under a key; null if it is absent or JSON null.</summary>
    public JsonNode? Node(string key)
    {
        Accept(key);
        return json[key];
    }

    /// <summary>Takes a key for one that was asked for, whatever stands there.</summary>
    public void Accept(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
    }

    /// <summary>A finite number; null if the node is none.</summary>
    public static double? Number(JsonNode node) =>
        // Through the text, because a node made from an int in memory does not convert itself to double.
        node.GetValueKind() == JsonValueKind.Number
        && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number) ? number : null;

    /// <summary>A text; null if the node is none.</summary>
    public static string? Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>true or false; null if the node is neither.</summary>
    public static bool? Flag(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
