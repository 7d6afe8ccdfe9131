using System.Globalization;
using System.Text.Json.Nodes;

namespace Glia.Data;

/// <summary>The size images are given before a network sees them, in Keras' order.</summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in a row.</param>
public readonly record struct ImageSize(int Height, int Width)
{
    // More than a network of dense layers can use; a typing error would take all memory.
    internal const int MostSide = 4096;

    /// <summary>The size meant by <c>32x48</c> (32 rows of 48 pixels) or <c>32</c> (a square); null if it is none.</summary>
    /// <param name="text">Height, or height x width: <c>28</c>, <c>32x24</c>.</param>
    public static ImageSize? Parse(string text)
    {
        string[] sides = text.Split('x', 'X');
        if (sides.Length is not (1 or 2)) return null;
        if (Side(sides[0]) is not { } height || Side(sides[^1]) is not { } width) return null;
        return new ImageSize(height, width);
    }

    /// <summary>The size as an experiment file has it: <c>[32, 48]</c>.</summary>
    public JsonArray ToJson() => new(Height, Width);

    /// <summary>The size as a flag has it: <c>32x48</c>.</summary>
    public override string ToString() => $"{Height}x{Width}";

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= 1 and <= MostSide ? side : null;
}
