using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>A size of two dimensions, as Keras takes them: one number for both, or <c>(height, width)</c>.</summary>
/// <param name="Height">Along the rows of an image.</param>
/// <param name="Width">Along its columns.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same size in both dimensions.</summary>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>As it is said in a sentence: <c>3x3</c>.</summary>
    public override string ToString() => $"{Height}x{Width}";

    internal JsonArray ToJson() => new(Height, Width);

    internal static Size2D Read(ConfigReader config, string key, Size2D? fallback = null, int least = 1)
    {
        int[] sizes = ReadAll(config, key, 2, least) ?? (fallback is { } size ? [size.Height, size.Width] : []);
        return sizes is [int height, int width] ? new(height, width) : throw config.Wrong(key, "one whole number, or [height, width]");
    }

    /// <summary>One whole number for all dimensions or a list of one for each; null where the file says none.</summary>
    internal static int[]? ReadAll(ConfigReader config, string key, int dimensions, int least = 1)
    {
        if (config.Node(key) is not { } node) return null;
        string expected = dimensions == 1
            ? Bounds.Whole(least)
            : $"one whole number of at least {least}, or [height, width]";
        // A list of its own, because a node belongs to one list.
        List<JsonNode?> given = node is JsonArray array ? [.. array] : [.. Enumerable.Repeat(node, dimensions)];
        if (given.Count != dimensions) throw config.Wrong(key, expected);
        return [.. given.Select(one => one is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out int number) && number >= least ? number : throw config.Wrong(key, expected))];
    }
}
