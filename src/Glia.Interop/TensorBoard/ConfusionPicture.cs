using System.Globalization;
using Glia.Images;
using Glia.Metrics;

namespace Glia.Interop.TensorBoard;

/// <summary>
/// A confusion matrix as a picture: a row for each true class, a column for each answer, dark where much of a row is. Numbers of classes
/// stand along its edges and counts in it as far as there is room.
/// </summary>
internal sealed class ConfusionPicture
{
    /// <summary>More classes than this would be a pixel each.</summary>
    public const int MostClasses = 200;

    // Pixels: a matrix of about this size, cells of these at most, and digits of three by five dots.
    private const int Wished = 480, LargestCell = 48, DigitWidth = 3, DigitHeight = 5, Gap = 1, Margin = 22;

    // Each digit's dots, a number of three bits a row.
    private static readonly byte[][] s_digits =
    [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 1, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ];

    private static readonly (byte Red, byte Green, byte Blue) s_paper = (255, 255, 255), s_ink = (40, 40, 40), s_full = (8, 48, 107);

    private readonly byte[] _pixels;
    private readonly int _size;

    private ConfusionPicture(int size)
    {
        _size = size;
        _pixels = new byte[3 * size * size];
        Array.Fill(_pixels, (byte)255);
    }

    /// <summary>The picture, PNG, and its width and height.</summary>
    public static (byte[] Png, int Size) Of(Evaluation evaluation)
    {
        int classes = evaluation.Classes, cell = Math.Clamp(Wished / classes, 2, LargestCell);
        var picture = new ConfusionPicture(Margin + (cell * classes) + 1);
        int[] actual = evaluation.TrueHistogram();
        for (int row = 0; row < classes; row++)
        {
            for (int column = 0; column < classes; column++)
            {
                int count = evaluation.Confusion(row, column);
                double share = actual[row] == 0 ? 0 : (double)count / actual[row];
                int left = Margin + (cell * column), top = Margin + (cell * row);
                picture.Fill(left, top, cell, cell > 4 ? 1 : 0, share);
                if (count > 0) picture.Write(count, left, top, cell, share > 0.5 ? s_paper : s_ink);
            }
            picture.Write(row, 0, Margin + (cell * row), cell, s_ink, Margin);
            picture.Write(row, Margin + (cell * row), 0, cell, s_ink, cell, Margin);
        }
        using var png = new MemoryStream();
        PngWriter.Write(png, new Image(picture._pixels, picture._size, picture._size, Channels: 3));
        return (png.ToArray(), picture._size);
    }

    private void Fill(int left, int top, int cell, int border, double share)
    {
        for (int y = top + border; y < top + cell; y++)
            for (int x = left + border; x < left + cell; x++)
                Set(x, y, (Mixed(s_full.Red), Mixed(s_full.Green), Mixed(s_full.Blue)));

        // The palest blue still shows where the matrix ends.
        byte Mixed(byte full) => (byte)Math.Round(245 + ((full - 245) * share));
    }

    private void Write(int number, int left, int top, int cell, (byte, byte, byte) ink, int? width = null, int? height = null)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        int wide = (digits.Length * (DigitWidth + Gap)) - Gap, room = width ?? cell, tall = height ?? cell;
        // Twice as large where there is room.
        int scale = 2 * wide + 4 <= room && 2 * DigitHeight + 4 <= tall ? 2 : 1;
        if ((scale * wide) + 2 > room || (scale * DigitHeight) + 2 > tall) return;
        int x = left + ((room - (scale * wide)) / 2), y = top + ((tall - (scale * DigitHeight)) / 2);
        foreach (char digit in digits)
        {
            for (int dot = 0; dot < DigitWidth * scale * DigitHeight * scale; dot++)
            {
                int across = dot % (DigitWidth * scale), down = dot / (DigitWidth * scale);
                if ((s_digits[digit - '0'][down / scale] >> (DigitWidth - 1 - (across / scale)) & 1) != 0) Set(x + across, y + down, ink);
            }
            x += scale * (DigitWidth + Gap);
        }
    }

    private void Set(int x, int y, (byte Red, byte Green, byte Blue) color)
    {
        int at = 3 * ((y * _size) + x);
        (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = color;
    }
}
