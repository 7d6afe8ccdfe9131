using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Data;

/// <summary>
/// The views of a picture that a trained network is asked about: moved a little, or mirrored. What it answers is the mean of its answers
/// to all of them, which is right more often than its answer to the picture as it is, for as many times the work.
/// </summary>
/// <remarks>
/// Nothing is drawn: the views are the same each time. What is moved into a picture from outside is its nearest pixel. The weights stay
/// as they are; a view helps whose change the network has learned to see through, as by the same <see cref="Augmentation"/>.
/// </remarks>
/// <example><c>trainer.Evaluate(digits.Test.Viewed(new TestTimeAugmentation { Shift = 1 }))</c></example>
public sealed record TestTimeAugmentation
{
    /// <summary>Pixels by which a picture is moved up, down, left and right: four views beside the one that stays; 0 for none.</summary>
    public int Shift { get; init; }

    /// <summary>
    /// Which way each view is mirrored, one of <see cref="Augmentation.Flips"/>: a second view of each, or four of both ways.
    /// </summary>
    public string Flip { get; init; } = Augmentation.Flips[0];

    /// <summary>How many views there are, the picture as it is included.</summary>
    public int Views => (Shift > 0 ? 5 : 1) * (FlipsAcross ? 2 : 1) * (FlipsDown ? 2 : 1);

    /// <summary>The settings that <c>shift=1,flip=horizontal</c> names; <c>none</c> for the picture as it is alone.</summary>
    /// <param name="name">What errors call the text, such as the flag it stood behind.</param>
    /// <param name="text">Settings under their names in an experiment file, with commas between.</param>
    /// <exception cref="GliaException">It is no list of settings, or a value cannot be.</exception>
    public static TestTimeAugmentation Parse(string name, string text) => TestTimeAugmentationReader.Parse(name, text);

    private bool FlipsAcross => Flip.StartsWith("horizontal", StringComparison.Ordinal);

    private bool FlipsDown => Flip.EndsWith("vertical", StringComparison.Ordinal);

    /// <summary>The first setting that cannot be: a sentence that begins with its name in a file; null if there is none.</summary>
    internal string? Wrong()
    {
        if (Shift is < 0 or > ImageSize.MostSide) return $"shift is {Shift}; it must be from 0 to {ImageSize.MostSide} pixels.";
        return Augmentation.Flips.Contains(Flip) ? null : $"flip is '{Flip}'{Settings.Spelling.Suggest(Flip, Augmentation.Flips)}";
    }

    /// <summary>All views of some pictures, as the network takes them; the first is the one that stays.</summary>
    /// <param name="raw">The pictures before any scaling.</param>
    /// <param name="scaled">The same, scaled.</param>
    /// <param name="picture">The size of one: height, width and channels, or height and width of gray ones.</param>
    /// <param name="scaler">How they are scaled.</param>
    /// <exception cref="GliaException">A setting cannot be, or the pictures are too small for it.</exception>
    internal IReadOnlyList<Features> Of(Features raw, Features scaled, Shape picture, Scaler scaler)
    {
        if (Wrong() is { } wrong) throw new GliaException($"The test-time augmentation's {wrong}");
        if (Shift >= Math.Min(picture[0], picture[1]))
            throw new GliaException($"The test-time augmentation's shift is {Shift} pixels, which moves pictures of {picture} out of " +
                "sight; choose one pixel or two.");
        List<Features> views = [];
        foreach (bool down in FlipsDown ? new[] { false, true } : [false])
            foreach (bool across in FlipsAcross ? new[] { false, true } : [false])
                foreach ((int y, int x) in Shift > 0 ? new[] { (0, 0), (-Shift, 0), (Shift, 0), (0, -Shift), (0, Shift) } : [(0, 0)])
                    views.Add(views.Count == 0 ? scaled : new ViewedFeatures(raw, Sources(picture, y, x, down, across), scaler));
        return views;
    }

    /// <summary>The settings as a file holds them.</summary>
    internal JsonObject ToJson() => new() { ["shift"] = Shift, ["flip"] = Flip };

    // For each number of a view the one of the picture that it is.
    private static int[] Sources(Shape picture, int downBy, int rightBy, bool down, bool across)
    {
        int height = picture[0], width = picture[1], channels = picture.Size / (height * width);
        var sources = new int[picture.Size];
        for (int place = 0; place < sources.Length; place++)
        {
            (int pixel, int channel) = Math.DivRem(place, channels);
            (int y, int x) = Math.DivRem(pixel, width);
            (y, x) = (Math.Clamp(y - downBy, 0, height - 1), Math.Clamp(x - rightBy, 0, width - 1));
            if (down) y = height - 1 - y;
            if (across) x = width - 1 - x;
            sources[place] = (((y * width) + x) * channels) + channel;
        }
        return sources;
    }
}
