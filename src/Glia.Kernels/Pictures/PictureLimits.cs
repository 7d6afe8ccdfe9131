namespace Glia.Kernels;

/// <summary>
/// How far each picture is changed at most. Every value is drawn evenly between the limits, for each picture on its own; 0 leaves that
/// change out, and all 0 leave every picture as it is, bit for bit.
/// </summary>
public readonly record struct PictureLimits
{
    /// <summary>Numbers on each side of the grid that <see cref="Elastic"/> moves, at most.</summary>
    public const int MostGrid = 32;

    /// <summary>The largest angle, in radians, either way.</summary>
    public float Rotate { get; init; }

    /// <summary>The farthest shift along each side, in pixels, either way.</summary>
    public float Shift { get; init; }

    /// <summary>Each side grows by a factor from 1 / (1 + Scale) to 1 + Scale, even in its logarithm.</summary>
    public float Scale { get; init; }

    /// <summary>The farthest that a row moves against the next one, in pixels, either way.</summary>
    public float Shear { get; init; }

    /// <summary>How far a point of the grid moves along each side, in pixels, either way.</summary>
    public float Elastic { get; init; }

    /// <summary>Points on each side of the grid, from corner to corner: 2 to <see cref="MostGrid"/>.</summary>
    public int ElasticGrid { get; init; }

    /// <summary>The largest share of each side that is cut away; what is left is enlarged to the whole picture.</summary>
    public float Crop { get; init; }

    /// <summary>Whether half of the pictures are mirrored left to right.</summary>
    public bool FlipHorizontal { get; init; }

    /// <summary>Whether half of the pictures are mirrored upside down.</summary>
    public bool FlipVertical { get; init; }

    /// <summary>The largest share of the area that a rectangle covers with <see cref="Fill"/>.</summary>
    public float Erase { get; init; }

    /// <summary>The distance from black is multiplied by 1 - Brightness to 1 + Brightness.</summary>
    public float Brightness { get; init; }

    /// <summary>Whether what lies outside has the color of the nearest pixel and not <see cref="Fill"/>.</summary>
    public bool Nearest { get; init; }

    /// <summary>What lies outside of the picture, and what an erased rectangle shows.</summary>
    public float Fill { get; init; }

    /// <summary>The number that is black.</summary>
    public float Black { get; init; }

    /// <summary>The number that is white: nothing becomes brighter.</summary>
    public float White { get; init; }

    /// <summary>Whether pixels change places.</summary>
    internal bool Moves =>
        Rotate != 0 || Shift != 0 || Scale != 0 || Shear != 0 || Elastic != 0 || Crop != 0 || FlipHorizontal || FlipVertical;
}
