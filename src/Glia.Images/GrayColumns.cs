using Glia.Data;

namespace Glia.Images;

/// <summary>Images in color of which every pixel is gray, as one channel.</summary>
internal static class GrayColumns
{
    /// <summary>One channel of the images; null where a pixel has a color.</summary>
    /// <param name="color">Images of three channels.</param>
    public static ByteFeatures? Of(ByteFeatures color)
    {
        ReadOnlySpan<byte> values = color.Values;
        for (int i = 0; i < values.Length; i += 3)
            if (values[i] != values[i + 1] || values[i] != values[i + 2]) return null;
        var gray = new byte[values.Length / 3];
        for (int i = 0; i < gray.Length; i++) gray[i] = values[3 * i];
        return new ByteFeatures(gray, new Shape(color.Shape[0], color.Shape[1], 1));
    }
}
