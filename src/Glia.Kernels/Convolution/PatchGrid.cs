namespace Glia.Kernels;

/// <summary>Where the positions of a window lie in images.</summary>
internal readonly struct PatchGrid
{
    /// <summary>The positions of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="isPadded">Whether the images have their padding around them.</param>
    internal PatchGrid(in Window window, bool isPadded)
    {
        PixelStep = window.Channels;
        RowStep = (window.Width + (isPadded ? window.Left + window.Right : 0)) * window.Channels;
        Origin = isPadded ? 0 : -((window.Top * RowStep) + (window.Left * PixelStep));
        OutputHeight = window.OutputHeight;
        OutputWidth = window.OutputWidth;
        StrideY = window.StrideY * RowStep;
        StrideX = window.StrideX * PixelStep;
    }

    /// <summary>From one pixel to the next.</summary>
    internal int PixelStep { get; }

    /// <summary>From one row of an image to the next.</summary>
    internal int RowStep { get; }

    /// <summary>From the start of an image to where the first position's window begins.</summary>
    internal int Origin { get; }

    internal int OutputHeight { get; }

    internal int OutputWidth { get; }

    /// <summary>From one position to that below.</summary>
    internal int StrideY { get; }

    /// <summary>From one position to that on its right.</summary>
    internal int StrideX { get; }

    /// <summary>Positions of one image.</summary>
    internal int Positions => OutputHeight * OutputWidth;
}
