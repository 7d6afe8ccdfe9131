namespace Glia.Kernels;

/// <summary>What one thread needs to change pictures of one size; its memory is the thread's and is used again.</summary>
internal readonly unsafe ref struct PictureScratch
{
    [ThreadStatic]
    private static PackBuffer? s_memory;

    // One pixel before the first and two after the last: a position of at most the width has a pixel to its right.
    private const int Before = 1, After = 2;

    /// <summary>Memory for pictures of one size.</summary>
    public PictureScratch(int height, int width, int channels, int grid)
    {
        (Height, Width, Channels, Grid) = (height, width, channels, grid);
        Stride = (Before + width + After) * channels;
        Lanes = Up(width);
        long points = Up(grid * grid);
        PaddedLength = Up(Stride * (Before + height + After));
        float* at = (s_memory ??= new PackBuffer()).Reserve(
            PaddedLength + (2 * points) + ((grid + 3L) * Lanes) + (2L * Up(grid)));
        Padded = Next(ref at, PaddedLength);
        GridX = Next(ref at, points);
        GridY = Next(ref at, points);
        LineX = Next(ref at, Up(grid));
        LineY = Next(ref at, Up(grid));
        Hats = Next(ref at, (long)grid * Lanes);
        PartX = Next(ref at, Lanes);
        PartY = Next(ref at, Lanes);
        Index = (int*)Next(ref at, Lanes);
        for (int point = 0; point < grid; point++)
            for (int x = 0; x < Lanes; x++)
                Hats[(point * (long)Lanes) + x] = MathF.Max(0, 1 - MathF.Abs(Along(x, width, grid) - point));
    }

    /// <summary>Sizes of the picture.</summary>
    public int Height { get; }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Numbers in a pixel.</summary>
    public int Channels { get; }

    /// <summary>Points on each side of the grid; 0 for none.</summary>
    public int Grid { get; }

    /// <summary>Numbers in a row of <see cref="Padded"/>.</summary>
    public int Stride { get; }

    /// <summary>Pixels in a row, rounded up to whole vectors.</summary>
    public int Lanes { get; }

    /// <summary>The old picture with a border.</summary>
    public float* Padded { get; }

    /// <summary>How many numbers <see cref="Padded"/> has.</summary>
    public int PaddedLength { get; }

    /// <summary>How far each point of the grid moves to the right.</summary>
    public float* GridX { get; }

    /// <summary>How far each point of the grid moves down.</summary>
    public float* GridY { get; }

    /// <summary><see cref="GridX"/> at the height of one row.</summary>
    public float* LineX { get; }

    /// <summary><see cref="GridY"/> at the height of one row.</summary>
    public float* LineY { get; }

    /// <summary>For each point of a line of the grid, how much it counts at each pixel.</summary>
    public float* Hats { get; }

    /// <summary>For each pixel of a row how much of its right neighbours it takes.</summary>
    public float* PartX { get; }

    /// <summary>For each pixel of a row how much of its lower neighbours it takes.</summary>
    public float* PartY { get; }

    /// <summary>For each pixel of a row where in <see cref="Padded"/> its upper left neighbour is.</summary>
    public int* Index { get; }

    /// <summary>Where pixel 0 of row 0 stands in <see cref="Padded"/>.</summary>
    public int Origin => (Stride * Before) + (Channels * Before);

    /// <summary>Where a pixel lies on a line of the grid, whose ends are the outermost pixels.</summary>
    public static float Along(int pixel, int pixels, int grid) => pixels > 1 ? pixel * (grid - 1f) / (pixels - 1) : 0;

    private static long Up(long count) => (count + Kernels.Lanes.Width - 1) / Kernels.Lanes.Width * Kernels.Lanes.Width;

    private static int Up(int count) => (int)Up((long)count);

    private static float* Next(ref float* at, long count)
    {
        float* here = at;
        at += count;
        return here;
    }
}
