namespace Glia.Kernels;

/// <summary>Where the positions of a window lie in padded images.</summary>
internal readonly struct PatchGrid
{
    /// <summary>The positions of a window.</summary>
    /// <param name="window">The window; its images are padded already, so that its padding only says how large they are.</param>
    internal PatchGrid(in Window window)
    {
        PixelStep = window.Channels;
        RowStep = (window.Width + window.Left + window.Right) * window.Channels;
        OutputHeight = window.OutputHeight;
        OutputWidth = window.OutputWidth;
        StrideY = window.StrideY * RowStep;
        StrideX = window.StrideX * PixelStep;
    }

    /// <summary>From one pixel to the next.</summary>
    internal int PixelStep { get; }

    /// <summary>From one row of a padded image to the next.</summary>
    internal int RowStep { get; }

    internal int OutputHeight { get; }

    internal int OutputWidth { get; }

    /// <summary>From one position to that below.</summary>
    internal int StrideY { get; }

    /// <summary>From one position to that on its right.</summary>
    internal int StrideX { get; }

    /// <summary>Positions of one image.</summary>
    internal int Positions => OutputHeight * OutputWidth;
}
