namespace Glia.Kernels;

/// <summary>
/// A window that slides over images of <c>[height, width, channels]</c>: where it stands and what it sees. What lies outside an image is
/// zero for a convolution and nothing for a pooling.
/// </summary>
public readonly record struct Window
{
    /// <summary>A window without padding: it never leaves the image.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Numbers of a pixel.</param>
    /// <param name="rows">Rows of the window.</param>
    /// <param name="columns">Columns of the window.</param>
    /// <param name="strideY">Rows from one position to the next.</param>
    /// <param name="strideX">Columns from one position to the next.</param>
    /// <param name="dilationY">Rows from one row of the window to the next.</param>
    /// <param name="dilationX">Columns from one column of the window to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Window(int height, int width, int channels, int rows, int columns, int strideY = 1, int strideX = 1, int dilationY = 1,
        int dilationX = 1)
    {
        (Height, Width) = (Positive(height, nameof(height)), Positive(width, nameof(width)));
        Channels = Positive(channels, nameof(channels));
        (Rows, Columns) = (Positive(rows, nameof(rows)), Positive(columns, nameof(columns)));
        (StrideY, StrideX) = (Positive(strideY, nameof(strideY)), Positive(strideX, nameof(strideX)));
        (DilationY, DilationX) = (Positive(dilationY, nameof(dilationY)), Positive(dilationX, nameof(dilationX)));
    }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Rows of the window.</summary>
    public int Rows { get; }

    /// <summary>Columns of the window.</summary>
    public int Columns { get; }

    /// <summary>Rows from one position to the next.</summary>
    public int StrideY { get; }

    /// <summary>Columns from one position to the next.</summary>
    public int StrideX { get; }

    /// <summary>Rows from one row of the window to the next.</summary>
    public int DilationY { get; }

    /// <summary>Columns from one column of the window to the next.</summary>
    public int DilationX { get; }

    /// <summary>Rows added above the image.</summary>
    public int Top { get; init; }

    /// <summary>Columns added left of the image.</summary>
    public int Left { get; init; }

    /// <summary>Rows added below the image.</summary>
    public int Bottom { get; init; }

    /// <summary>Columns added right of the image.</summary>
    public int Right { get; init; }

    /// <summary>Rows the window covers, those between its own rows included.</summary>
    public int ReachY => ((Rows - 1) * DilationY) + 1;

    /// <summary>Columns the window covers, those between its own columns included.</summary>
    public int ReachX => ((Columns - 1) * DilationX) + 1;

    /// <summary>Positions from top to bottom; 0 where the window is larger than the padded image.</summary>
    public int OutputHeight => Positions(Height + Top + Bottom, ReachY, StrideY);

    /// <summary>Positions from left to right; 0 where the window is larger than the padded image.</summary>
    public int OutputWidth => Positions(Width + Left + Right, ReachX, StrideX);

    /// <summary>
    /// The same window with the padding that gives one position for each stride begun, as TensorFlow pads: where it is odd, the larger half
    /// lies below and to the right.
    /// </summary>
    public Window Same()
    {
        int y = Padding(Height, ReachY, StrideY), x = Padding(Width, ReachX, StrideX);
        return this with { Top = y / 2, Bottom = y - (y / 2), Left = x / 2, Right = x - (x / 2) };
    }

    private static int Padding(int size, int reach, int stride) =>
        Math.Max(((((size + stride - 1) / stride) - 1) * stride) + reach - size, 0);

    private static int Positions(int size, int reach, int stride) => size < reach ? 0 : ((size - reach) / stride) + 1;

    private static int Positive(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "Every size of a window is at least 1.");
}
