using System.IO.Compression;
using Glia.Files;

namespace Glia.Report.Html;

/// <summary>Images as addresses that hold them whole. They are packed fast: whoever waits for a report waits for them.</summary>
internal static class DataImage
{
    /// <summary>An image of one or three bytes a pixel.</summary>
    /// <param name="pixels">The bytes, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 for gray, 3 for red, green and blue.</param>
    public static string Of(byte[] pixels, int width, int height, int channels) =>
        Address(stream => Png.Write(stream, pixels, width, height, channels, CompressionLevel.Fastest));

    /// <summary>An image of numbers of a palette.</summary>
    /// <param name="pixels">The numbers, row by row.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">Red, green and blue of each colour.</param>
    public static string OfPalette(byte[] pixels, int width, int height, byte[] palette) =>
        Address(stream => Png.WriteOfPalette(stream, pixels, width, height, palette, CompressionLevel.Fastest));

    private static string Address(Action<Stream> write)
    {
        using var png = new MemoryStream();
        write(png);
        return $"data:image/png;base64,{Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length)}";
    }
}
