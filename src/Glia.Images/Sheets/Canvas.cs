namespace Glia.Images;

/// <summary>An image in red, green and blue that is drawn on.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class Canvas(int width, int height)
{
    private readonly byte[] _pixels = new byte[checked(3 * width * height)];

    /// <summary>What was drawn.</summary>
    public Image Image => new(_pixels, width, height, 3);

    /// <summary>Fills a rectangle within the image.</summary>
    public void Fill(int left, int top, int across, int down, (byte Red, byte Green, byte Blue) color)
    {
        for (int y = top; y < top + down; y++)
            for (int x = left; x < left + across; x++) Set(x, y, color);
    }

    /// <summary>Draws a picture with each of its pixels as a square.</summary>
    /// <param name="left">Where it begins.</param>
    /// <param name="top">Where it begins.</param>
    /// <param name="picture">Its pixels: 1 channel is gray, of three and more the first are red, green and blue.</param>
    /// <param name="across">Its pixels in a row.</param>
    /// <param name="channels">Numbers in a pixel.</param>
    /// <param name="zoom">The side of a square.</param>
    public void Draw(int left, int top, ReadOnlySpan<byte> picture, int across, int channels, int zoom)
    {
        for (int pixel = 0; pixel < picture.Length / channels; pixel++)
        {
            ReadOnlySpan<byte> p = picture.Slice(pixel * channels, channels);
            var color = channels < 3 ? (p[0], p[0], p[0]) : (p[0], p[1], p[2]);
            Fill(left + (pixel % across * zoom), top + (pixel / across * zoom), zoom, zoom, color);
        }
    }

    /// <summary>Writes a text in capitals, as far as there is room.</summary>
    public void Write(int left, int top, string text, int zoom, int room, (byte Red, byte Green, byte Blue) ink)
    {
        int end = left + room;
        foreach (char letter in text)
        {
            string[] rows = SmallLetters.Of(letter);
            if (left + (rows[0].Length * zoom) > end) return;
            for (int y = 0; y < rows.Length; y++)
                for (int x = 0; x < rows[y].Length; x++)
                    if (rows[y][x] == '#') Fill(left + (x * zoom), top + (y * zoom), zoom, zoom, ink);
            left += (rows[0].Length + 1) * zoom;
        }
    }

    private void Set(int x, int y, (byte Red, byte Green, byte Blue) color)
    {
        int at = 3 * ((y * width) + x);
        (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = color;
    }
}
