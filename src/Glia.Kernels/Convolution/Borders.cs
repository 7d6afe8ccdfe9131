namespace Glia.Kernels;

/// <summary>Rows and columns of zeros around images, put there or taken away.</summary>
public static unsafe class Borders
{
    /// <summary>Puts zeros around images.</summary>
    /// <param name="window">A window of one pixel: its image and its padding say all.</param>
    /// <param name="images">Images, one after the other.</param>
    /// <param name="padded">Receives them, larger by the padding.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Pad(in Window window, ReadOnlySpan<float> images, Span<float> padded)
    {
        PaddedImages writer = new(window);
        int count = images.Length / writer.SourceSize;
        Lanes.RequireLength(images.Length, count * writer.SourceSize, nameof(images));
        Lanes.RequireLength(padded.Length, count * writer.Size, nameof(padded));
        fixed (float* from = images, to = padded)
            writer.Write(from, count, to);
    }

    /// <summary>Takes the images out of their border.</summary>
    /// <param name="window">A window of one pixel: its image and its padding say all.</param>
    /// <param name="padded">Images with their border.</param>
    /// <param name="images">Receives them without.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Crop(in Window window, ReadOnlySpan<float> padded, Span<float> images)
    {
        int rowLength = window.Width * window.Channels, paddedRow = (window.Width + window.Left + window.Right) * window.Channels;
        int size = window.Height * rowLength, paddedSize = (window.Height + window.Top + window.Bottom) * paddedRow;
        int count = images.Length / size;
        Lanes.RequireLength(images.Length, count * size, nameof(images));
        Lanes.RequireLength(padded.Length, count * paddedSize, nameof(padded));
        int first = (window.Top * paddedRow) + (window.Left * window.Channels);
        for (int image = 0; image < count; image++)
        {
            for (int y = 0; y < window.Height; y++)
            {
                padded.Slice((image * paddedSize) + first + (y * paddedRow), rowLength)
                    .CopyTo(images.Slice((image * size) + (y * rowLength), rowLength));
            }
        }
    }
}
