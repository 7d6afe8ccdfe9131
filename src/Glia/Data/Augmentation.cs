using Glia.Kernels;

namespace Glia.Data;

/// <summary>
/// How far pictures are changed at random while a network learns from them: no two passes show it the same picture. Everything is drawn
/// evenly between its limits, for each picture anew; 0 leaves a change out. Pictures to validate or test with never change.
/// </summary>
/// <remarks>
/// Turning, shifting, growing, shearing, cropping, mirroring and the elastic grid are one map, and each pixel is looked up once in it,
/// between its four neighbours. What becomes of a picture depends on the seed of the training, the epoch and its row alone.
/// </remarks>
/// <example><c>trainer.Fit(digits.Train.Augmented(new Augmentation { Rotate = 12, Shift = 2 }), options)</c></example>
public sealed record Augmentation
{
    /// <summary>The words <see cref="Flip"/> can be, the default first: Keras' <c>RandomFlip</c>, and none.</summary>
    public static IReadOnlyList<string> Flips { get; } = ["none", "horizontal", "vertical", "horizontal_and_vertical"];

    /// <summary>The words <see cref="FillMode"/> can be, the default first, as in Keras.</summary>
    public static IReadOnlyList<string> FillModes { get; } = ["constant", "nearest"];

    /// <summary>The largest angle in degrees, either way; at most 180.</summary>
    public double Rotate { get; init; }

    /// <summary>The farthest shift in pixels, up, down and to the sides.</summary>
    public double Shift { get; init; }

    /// <summary>How much a picture grows or shrinks: 0.15 for 1/1.15 to 1.15 times, height and width each for itself.</summary>
    public double Scale { get; init; }

    /// <summary>How far a row of pixels moves against the next one, in pixels, either way.</summary>
    public double Shear { get; init; }

    /// <summary>
    /// How far the points of a grid over the picture move in pixels, either way; what lies between them moves with them, as on rubber.
    /// </summary>
    public double Elastic { get; init; }

    /// <summary>Points on each side of the grid of <see cref="Elastic"/>, 2 to 32.</summary>
    public int ElasticGrid { get; init; } = 6;

    /// <summary>The largest share of each side that is cut away, below 1; what is left is enlarged to the whole picture.</summary>
    public double Crop { get; init; }

    /// <summary>Which way half of the pictures are mirrored: one of <see cref="Flips"/>.</summary>
    public string Flip { get; init; } = Flips[0];

    /// <summary>The largest share of the area, below 1, that a rectangle covers somewhere.</summary>
    public double Erase { get; init; }

    /// <summary>How much brighter or darker: 0.2 for 0.8 to 1.2 times the distance from black; at most 1.</summary>
    public double Brightness { get; init; }

    /// <summary>
    /// What is seen where a change shows more than the picture: <c>constant</c> for <see cref="FillValue"/>, or the <c>nearest</c> pixel.
    /// </summary>
    public string FillMode { get; init; } = FillModes[0];

    /// <summary>
    /// The pixel, before any scaling, of what lies outside, and of an erased rectangle; null for black: 0 for bytes, for other numbers the
    /// least that occurs.
    /// </summary>
    public double? FillValue { get; init; }

    /// <summary>The settings that <c>rotate=12,flip=horizontal</c> names; <c>none</c> changes nothing.</summary>
    /// <param name="name">What errors call the text, such as the flag it stood behind.</param>
    /// <param name="text">Settings under their names in an experiment file, with commas between.</param>
    /// <exception cref="GliaException">It is no list of settings, or a value cannot be.</exception>
    public static Augmentation Parse(string name, string text) => Experiments.AugmentationReader.Parse(name, text);

    /// <summary>The first setting that cannot be: a sentence that begins with its name in a file; null if there is none.</summary>
    internal string? Wrong()
    {
        (string Name, double Value, double Most, bool Below)[] numbers =
        [
            ("rotate", Rotate, 180, false), ("shift", Shift, MostPixels, false), ("scale", Scale, MostGrowth, false),
            ("shear", Shear, MostGrowth, false), ("elastic", Elastic, MostPixels, false), ("crop", Crop, 1, true),
            ("erase", Erase, 1, true), ("brightness", Brightness, 1, false),
        ];
        foreach ((string name, double value, double most, bool below) in numbers)
            if (!(value >= 0) || value > most || (below && value == most))
                return $"{name} is {Shown(value)}; it must be {(below ? "at least 0 and below" : "from 0 to")} {Shown(most)}.";
        if (ElasticGrid is < 2 or > PictureLimits.MostGrid)
            return $"elastic_grid is {ElasticGrid}; it must be from 2 to {PictureLimits.MostGrid}.";
        if (!Flips.Contains(Flip)) return $"flip is '{Flip}'{Settings.Spelling.Suggest(Flip, Flips)}";
        if (!FillModes.Contains(FillMode)) return $"fill_mode is '{FillMode}'{Settings.Spelling.Suggest(FillMode, FillModes)}";
        return FillValue is { } fill && !float.IsFinite((float)fill) ? $"fill_value is {Shown(fill)}; it must be a number." : null;
    }

    /// <summary>The same for the kernels.</summary>
    /// <param name="black">The number that is black.</param>
    /// <param name="white">The number that is white.</param>
    internal PictureLimits Limits(float black, float white) => new()
    {
        Rotate = (float)(Rotate * Math.PI / 180),
        Shift = (float)Shift,
        Scale = (float)Scale,
        Shear = (float)Shear,
        Elastic = (float)Elastic,
        ElasticGrid = ElasticGrid,
        Crop = (float)Crop,
        FlipHorizontal = Flip.StartsWith("horizontal", StringComparison.Ordinal),
        FlipVertical = Flip.EndsWith("vertical", StringComparison.Ordinal),
        Erase = (float)Erase,
        Brightness = (float)Brightness,
        Nearest = FillMode == "nearest",
        Fill = (float)(FillValue ?? black),
        Black = black,
        White = white,
    };

    // A picture has at most as many pixels on a side; ten times as large is no picture any more.
    private const double MostPixels = ImageSize.MostSide, MostGrowth = 10;

    private static string Shown(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
