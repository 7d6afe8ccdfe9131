using Glia.Files;

namespace Glia.Report.Html;

/// <summary>All pictures of a report in one image: a page that holds hundreds of them stays small and quick.</summary>
internal sealed class SpriteSheet
{
    private const int Columns = 24;

    private readonly int _count, _height, _width;
    private readonly string _address;

    private SpriteSheet(int count, int height, int width, string address) =>
        (_count, _height, _width, _address) = (count, height, width, address);

    /// <summary>The sheet of some pictures; null where there are none.</summary>
    /// <param name="pictures">[n, height, width, channels] bytes, channels 1 or 3.</param>
    public static SpriteSheet? Of(NdArray? pictures)
    {
        if (pictures is not { Type: NumberType.UInt8, Rank: 4, Length: > 0 } || pictures.Shape[3] is not (1 or 3)) return null;
        int count = pictures.Shape[0], height = pictures.Shape[1], width = pictures.Shape[2], channels = pictures.Shape[3];
        int rows = (count + Columns - 1) / Columns, line = width * channels, whole = Columns * line;
        var sheet = new byte[rows * height * whole];
        ReadOnlySpan<byte> bytes = pictures.RawBytes;
        for (int i = 0; i < count; i++)
        {
            (int row, int column) = Math.DivRem(i, Columns);
            for (int y = 0; y < height; y++)
                bytes.Slice((i * height + y) * line, line).CopyTo(sheet.AsSpan((row * height + y) * whole + column * line));
        }
        return new SpriteSheet(count, height, width, DataImage.Of(sheet, Columns * width, rows * height, channels));
    }

    /// <summary>What the page's style needs to show them.</summary>
    public Markup Style() => Markup.Of($$"""
        .pic{aspect-ratio:{{_width}}/{{_height}};background-image:url({{_address}});background-size:{{100 * Columns}}% {{100 * Rows}}%}
        """);

    /// <summary>One picture.</summary>
    /// <param name="index">Which.</param>
    /// <param name="description">What it is, in words.</param>
    public Markup Picture(int index, string description)
    {
        if ((uint)index >= (uint)_count) return Markup.Empty;
        (int row, int column) = Math.DivRem(index, Columns);
        // Of a background that is n times as large as its element, the i-th part stands at i / (n - 1).
        double x = 100.0 * column / (Columns - 1), y = Rows == 1 ? 0 : 100.0 * row / (Rows - 1);
        return Markup.Of(
            $"<span class=pic role=img aria-label=\"{description}\" style=\"background-position:{x:0.####}% {y:0.####}%\"></span>");
    }

    private int Rows => (_count + Columns - 1) / Columns;
}
