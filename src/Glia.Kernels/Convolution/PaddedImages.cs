namespace Glia.Kernels;

/// <summary>Images with a border of zeros, and with zeros between their pixels where a gradient goes back through a stride.</summary>
internal readonly unsafe struct PaddedImages
{
    private readonly int _height, _rowLength, _channels, _top, _left, _spreadY, _spreadX, _paddedHeight, _paddedRowLength;

    /// <summary>How images are written.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="top">Rows above it.</param>
    /// <param name="left">Columns left of it.</param>
    /// <param name="paddedHeight">Rows of the whole.</param>
    /// <param name="paddedWidth">Columns of the whole.</param>
    /// <param name="spreadY">From one row of the image to the next in the whole.</param>
    /// <param name="spreadX">From one column of the image to the next in the whole.</param>
    internal PaddedImages(int height, int width, int channels, int top, int left, int paddedHeight, int paddedWidth, int spreadY = 1,
        int spreadX = 1)
    {
        (_height, _rowLength, _channels, _top, _left) = (height, width * channels, channels, top, left);
        (_spreadY, _spreadX, _paddedHeight, _paddedRowLength) = (spreadY, spreadX, paddedHeight, paddedWidth * channels);
        IsNeeded = spreadY != 1 || spreadX != 1 || height != paddedHeight || width != paddedWidth;
    }

    /// <summary>Whether the images differ from what they are made of; where they do not, they are read where they lie.</summary>
    internal bool IsNeeded { get; }

    /// <summary>Numbers of one padded image.</summary>
    internal int Size => _paddedHeight * _paddedRowLength;

    /// <summary>Numbers of one image as it is.</summary>
    internal int SourceSize => _height * _rowLength;

    /// <summary>Writes some images.</summary>
    internal void Write(float* from, int images, float* to)
    {
        new Span<float>(to, images * Size).Clear();
        for (int image = 0; image < images; image++, from += SourceSize, to += Size)
        {
            float* row = to + ((nint)_top * _paddedRowLength) + (_left * _channels);
            for (int y = 0; y < _height; y++, row += (nint)_spreadY * _paddedRowLength)
                WriteRow(from + ((nint)y * _rowLength), row);
        }
    }

    private void WriteRow(float* from, float* to)
    {
        if (_spreadX == 1)
        {
            new ReadOnlySpan<float>(from, _rowLength).CopyTo(new Span<float>(to, _rowLength));
            return;
        }

        for (int at = 0; at < _rowLength; at += _channels, to += _spreadX * _channels)
            new ReadOnlySpan<float>(from + at, _channels).CopyTo(new Span<float>(to, _channels));
    }
}
