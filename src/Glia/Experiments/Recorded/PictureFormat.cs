using Glia.Data;
using Glia.Files;

namespace Glia.Experiments.Recorded;

/// <summary>How rows are shown as pictures: their bytes, made smaller by whole factors where they are large.</summary>
internal sealed class PictureFormat
{
    // The longer side of a picture: what is recognised at a glance, and a run folder stays small.
    private const int MostSide = 32;

    // The bytes of all pictures of a run: five hundred digits.
    private const int MostBytes = 400_000;

    private readonly ByteFeatures _bytes;
    private readonly int _width, _channels, _shrink;

    private PictureFormat(ByteFeatures bytes, int height, int width, int channels)
    {
        _bytes = bytes;
        (_width, _channels) = (width, channels);
        _shrink = (Math.Max(height, width) + MostSide - 1) / MostSide;
        (Height, Width) = (Math.Max(1, height / _shrink), Math.Max(1, width / _shrink));
    }

    /// <summary>Pixels of a picture from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Pixels of a picture from left to right.</summary>
    public int Width { get; }

    /// <summary>How many pictures are kept at most.</summary>
    public int Most => MostBytes / (Height * Width * _channels);

    /// <summary>The format of the rows of a run; null where they are no pictures.</summary>
    public static PictureFormat? Of(PreparedData data)
    {
        if (Source(data.Training.Inputs) is not { } bytes) return null;
        if (data.Preprocessing.Images is { Shape: var images }) return new(bytes, images[0], images[1], images[2]);
        Shape shape = bytes.Shape;
        if (shape.Rank == 3 && shape[2] is 1 or 3) return new(bytes, shape[0], shape[1], shape[2]);
        if (data.RowsAre != "images") return null;
        if (shape.Rank == 2) return new(bytes, shape[0], shape[1], 1);
        int side = (int)Math.Round(Math.Sqrt(shape.Size));
        return side * side == shape.Size ? new(bytes, side, side, 1) : null;
    }

    /// <summary>A picture as the source holds it.</summary>
    /// <param name="part">A part of the data.</param>
    /// <param name="row">A row of it.</param>
    public byte[] Of(Features part, int row) => _bytes.Row(part.SourceRow(row)).ToArray();

    /// <summary>Pictures one after the other, as small as they are kept.</summary>
    /// <param name="count">How many they are.</param>
    /// <param name="pictures">They, in the size of the source.</param>
    public NdArray Pictures(int count, IEnumerable<byte[]> pictures)
    {
        int size = Height * Width * _channels;
        var pixels = new byte[count * size];
        foreach ((int i, byte[] picture) in pictures.Index()) Copy(picture, pixels.AsSpan(i * size, size));
        return NdArray.From(pixels.AsSpan(), count, Height, Width, _channels);
    }

    // The mean of the pixels that a new pixel covers.
    private void Copy(ReadOnlySpan<byte> source, Span<byte> picture)
    {
        for (int y = 0, at = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                for (int channel = 0; channel < _channels; channel++, at++)
                {
                    int sum = 0;
                    for (int dy = 0; dy < _shrink; dy++)
                        for (int dx = 0; dx < _shrink; dx++)
                            sum += source[((y * _shrink + dy) * _width + x * _shrink + dx) * _channels + channel];
                    picture[at] = (byte)(sum / (_shrink * _shrink));
                }
            }
        }
    }

    private static ByteFeatures? Source(Features inputs) => inputs switch
    {
        ByteFeatures bytes => bytes,
        SelectedFeatures { All: ByteFeatures bytes } => bytes,
        _ => null,
    };
}
