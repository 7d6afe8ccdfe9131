using Glia.Data;

namespace Glia.Images;

/// <summary>A decoded image, as it is meant to be looked at.</summary>
/// <param name="Pixels">Eight bits a channel, row by row, the channels of a pixel side by side.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1: gray, 2: gray and alpha, 3: red, green, blue, 4: the same and alpha.</param>
public sealed record Image(byte[] Pixels, int Width, int Height, int Channels)
{
    /// <summary>Red, green and blue of a pixel; what is transparent shows white paper behind it.</summary>
    /// <param name="pixel">Its number, row by row.</param>
    internal (int Red, int Green, int Blue) Color(int pixel)
    {
        ReadOnlySpan<byte> p = Pixels.AsSpan(pixel * Channels, Channels);
        return Channels switch
        {
            1 => (p[0], p[0], p[0]),
            2 => (Over(p[0], p[1]), Over(p[0], p[1]), Over(p[0], p[1])),
            3 => (p[0], p[1], p[2]),
            _ => (Over(p[0], p[3]), Over(p[1], p[3]), Over(p[2], p[3])),
        };
    }

    /// <summary>The image in gray.</summary>
    public GrayImage ToGray()
    {
        var gray = new byte[Width * Height];
        for (int i = 0; i < gray.Length; i++)
        {
            (int red, int green, int blue) = Color(i);
            gray[i] = GrayImage.Brightness(red, green, blue);
        }
        return new GrayImage(gray, Width, Height);
    }

    private static int Over(int value, int alpha) => (value * alpha + 255 * (255 - alpha) + 127) / 255;
}
