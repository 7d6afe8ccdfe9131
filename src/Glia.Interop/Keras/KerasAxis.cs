using System.Text.Json.Nodes;

namespace Glia.Interop.Keras;

/// <summary>Along which dimension a layer works.</summary>
internal static class KerasAxis
{
    /// <summary>From 1, and the last where nothing is said; Keras counts the batch as 0, and from the end below 0.</summary>
    /// <param name="said">What the file says.</param>
    /// <param name="shape">The size of what the layer takes.</param>
    /// <param name="taken">What that is called: <c>an input</c>.</param>
    /// <param name="where">How messages call the layer.</param>
    /// <exception cref="GliaException">It is none of a sample's.</exception>
    public static int Of(JsonNode? said, Shape shape, string taken, string where)
    {
        if (said is JsonArray { Count: 1 } list) said = list[0];
        if (said is null) return shape.Rank;
        int axis = said is JsonValue value && value.TryGetValue(out int number) ? number : 0;
        if (axis < 0) axis += shape.Rank + 1;
        return axis >= 1 && axis <= shape.Rank ? axis
            : throw new GliaException($"{where} works along the axis {said.ToJsonString()} of {taken} of {shape}; " +
                "Glia knows one axis of those of a sample.");
    }
}
