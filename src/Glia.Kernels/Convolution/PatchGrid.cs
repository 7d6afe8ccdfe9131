namespace Glia.Kernels;

/// <summary>
/// The patches of padded images, as rows of a matrix that nobody writes down: where each begins, and how k runs through it.
/// </summary>
/// <remarks>
/// A patch is some segments of neighbouring numbers. With channels last, the columns of a window lie side by side, so that each row of the
/// window is one segment, unless columns are left out (dilation) or the window sees some channels only (groups): then each pixel is one.
/// </remarks>
internal readonly struct PatchGrid
{
    /// <summary>The patches of a window.</summary>
    /// <param name="window">The window; its images are padded already, so that its padding only says how large they are.</param>
    /// <param name="channels">How many channels of a pixel the window sees.</param>
    internal PatchGrid(in Window window, int channels)
    {
        PixelStep = window.Channels;
        RowStep = (window.Width + window.Left + window.Right) * window.Channels;
        ImageStep = (window.Height + window.Top + window.Bottom) * RowStep;
        OutputHeight = window.OutputHeight;
        OutputWidth = window.OutputWidth;
        StrideY = window.StrideY * RowStep;
        StrideX = window.StrideX * PixelStep;
        bool wholeRows = window.DilationX == 1 && channels == window.Channels;
        Depth = wholeRows ? window.Columns * channels : channels;
        Segments = wholeRows ? window.Rows : window.Columns;
        int segmentStep = wholeRows ? window.DilationY * RowStep : window.DilationX * PixelStep;
        Skip = segmentStep - Depth;
        Calls = wholeRows ? 1 : window.Rows;
        CallStep = window.DilationY * RowStep;
    }

    /// <summary>From one pixel to the next.</summary>
    internal int PixelStep { get; }

    /// <summary>From one row of a padded image to the next.</summary>
    internal int RowStep { get; }

    /// <summary>From one padded image to the next.</summary>
    internal int ImageStep { get; }

    internal int OutputHeight { get; }

    internal int OutputWidth { get; }

    /// <summary>From one position to that below.</summary>
    internal int StrideY { get; }

    /// <summary>From one position to that on its right.</summary>
    internal int StrideX { get; }

    /// <summary>Numbers of one segment.</summary>
    internal int Depth { get; }

    /// <summary>Segments that one call of the micro-kernel visits.</summary>
    internal int Segments { get; }

    /// <summary>From the end of a segment to the next.</summary>
    internal int Skip { get; }

    /// <summary>Calls of the micro-kernel for one patch; each goes on with the sums of the one before.</summary>
    internal int Calls { get; }

    /// <summary>From one call's first segment to the next call's.</summary>
    internal int CallStep { get; }

    /// <summary>Positions of one image.</summary>
    internal int Positions => OutputHeight * OutputWidth;

    /// <summary>Where the patch of a position begins, positions counted through all images.</summary>
    internal nint Start(int position)
    {
        (int image, int inside) = Math.DivRem(position, Positions);
        (int y, int x) = Math.DivRem(inside, OutputWidth);
        return ((nint)image * ImageStep) + ((nint)y * StrideY) + (x * StrideX);
    }
}
