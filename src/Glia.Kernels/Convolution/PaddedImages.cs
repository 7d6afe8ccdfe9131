namespace Glia.Kernels;

/// <summary>Images with a border of zeros.</summary>
internal readonly unsafe struct PaddedImages
{
    private readonly int _height, _rowLength, _first, _paddedRowLength;

    /// <summary>How images are written.</summary>
    /// <param name="window">Its image and its padding say all.</param>
    internal PaddedImages(in Window window)
    {
        (_height, _rowLength) = (window.Height, window.Width * window.Channels);
        _paddedRowLength = (window.Width + window.Left + window.Right) * window.Channels;
        _first = (window.Top * _paddedRowLength) + (window.Left * window.Channels);
        Size = (window.Height + window.Top + window.Bottom) * _paddedRowLength;
    }

    /// <summary>Whether there is a border; images without are read where they lie.</summary>
    internal bool IsNeeded => Size != SourceSize;

    /// <summary>Numbers of one padded image.</summary>
    internal int Size { get; }

    /// <summary>Numbers of one image as it is.</summary>
    internal int SourceSize => _height * _rowLength;

    /// <summary>Writes some images.</summary>
    internal void Write(float* from, int images, float* to)
    {
        new Span<float>(to, images * Size).Clear();
        for (int image = 0; image < images; image++, to += Size)
        {
            float* row = to + _first;
            for (int y = 0; y < _height; y++, row += _paddedRowLength, from += _rowLength)
                new ReadOnlySpan<float>(from, _rowLength).CopyTo(new Span<float>(row, _rowLength));
        }
    }
}
