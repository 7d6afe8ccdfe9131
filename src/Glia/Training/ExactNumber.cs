using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Training;

/// <summary>A double in JSON, to the bit: JSON has no word for NaN and infinity, so those are texts.</summary>
internal static class ExactNumber
{
    public static JsonNode ToJson(double number) =>
        double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number, or null where the node is none.</summary>
    public static double? FromJson(JsonNode? node)
    {
        string? text = node?.GetValueKind() switch
        {
            JsonValueKind.Number => node.ToJsonString(),
            JsonValueKind.String => node.GetValue<string>(),
            _ => null,
        };
        return double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : null;
    }
}
