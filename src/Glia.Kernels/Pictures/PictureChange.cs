namespace Glia.Kernels;

/// <summary>
/// What happens to one picture: where each new pixel lies in the old one, which rectangle is covered, how bright it becomes. New pixel
/// (x, y) shows the old picture at <c>(Xx x + Xy y + X0, Yx x + Yy y + Y0)</c>, plus what the grid says.
/// </summary>
internal struct PictureChange
{
    /// <summary>How x of the old picture depends on x and y of the new one.</summary>
    public float Xx, Xy, X0;

    /// <summary>How y of the old picture depends on x and y of the new one.</summary>
    public float Yx, Yy, Y0;

    /// <summary>The rectangle that is covered; of no size where nothing is.</summary>
    public int EraseX, EraseY, EraseWidth, EraseHeight;

    /// <summary>What the distance from black is multiplied by.</summary>
    public float Brightness;

    /// <summary>Everything stays.</summary>
    public static PictureChange None => new() { Xx = 1, Yy = 1, Brightness = 1 };

    /// <summary>
    /// The change of one picture, from the first <see cref="RandomWords.GroupSize"/> words of its stream. Each limit has words of its own,
    /// so that a change more or less leaves the others as they are.
    /// </summary>
    public static PictureChange Draw(ReadOnlySpan<uint> words, in PictureLimits limits, int width, int height)
    {
        PictureChange change = None;
        change.Place(words, limits, width, height);
        if (limits.Brightness != 0) change.Brightness = 1 + (limits.Brightness * Signed(words[11]));
        if (limits.Erase != 0) change.Cover(words[12..], limits.Erase, width, height);
        return change;
    }

    /// <summary>A number from 0 to below 1.</summary>
    public static float Unit(uint word) => (word >> 8) * (1f / (1 << 24));

    /// <summary>A number from -1 to below 1.</summary>
    public static float Signed(uint word) => (2 * Unit(word)) - 1;

    // new - center is mirrored and shrunk to the window that is kept; then the inverses of growing, shearing and turning, about the center.
    private void Place(ReadOnlySpan<uint> words, in PictureLimits limits, int width, int height)
    {
        (float sin, float cos) = MathF.SinCos(limits.Rotate * Signed(words[0]));
        float growth = MathF.Log(1 + limits.Scale), shear = limits.Shear * Signed(words[5]);
        float kept = 1 - (limits.Crop * Unit(words[6]));
        float acrossX = kept * MathF.Exp(growth * Signed(words[3])), acrossY = kept * MathF.Exp(growth * Signed(words[4]));
        if (limits.FlipHorizontal && Unit(words[9]) < 0.5f) acrossX = -acrossX;
        if (limits.FlipVertical && Unit(words[10]) < 0.5f) acrossY = -acrossY;
        Xx = cos * acrossX;
        Xy = ((cos * shear) - sin) * acrossY;
        Yx = sin * acrossX;
        Yy = ((sin * shear) + cos) * acrossY;
        float centerX = (width - 1) / 2f, centerY = (height - 1) / 2f, slack = (1 - kept) / 2;
        float toX = (limits.Shift * Signed(words[1])) + (slack * width * Signed(words[7]));
        float toY = (limits.Shift * Signed(words[2])) + (slack * height * Signed(words[8]));
        X0 = centerX - (Xx * centerX) - (Xy * centerY) + toX;
        Y0 = centerY - (Yx * centerX) - (Yy * centerY) + toY;
    }

    // A third to three times as high as wide, as in Zhong et al., "Random Erasing Data Augmentation" (AAAI 2020), even in the logarithm.
    private void Cover(ReadOnlySpan<uint> words, float most, int width, int height)
    {
        const float logOfThree = 1.0986123f;
        float area = most * Unit(words[0]) * width * height, aspect = MathF.Exp(logOfThree * Signed(words[1]));
        EraseHeight = (int)MathF.Min(height, MathF.Round(MathF.Sqrt(area * aspect)));
        EraseWidth = (int)MathF.Min(width, MathF.Round(MathF.Sqrt(area / aspect)));
        EraseX = (int)(Unit(words[2]) * (width - EraseWidth + 1));
        EraseY = (int)(Unit(words[3]) * (height - EraseHeight + 1));
    }
}
