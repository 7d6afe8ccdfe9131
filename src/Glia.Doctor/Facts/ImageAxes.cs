namespace Glia.Doctor.Facts;

/// <summary>
/// In which order the axes of images lie in their rows, told by their neighbours: whatever an image shows, pixels side by side are more
/// alike than pixels anywhere.
/// </summary>
/// <param name="Roughness">
/// How much neighbours differ as the network reads the rows, beside pixels anywhere: about 1 where it tears them apart.
/// </param>
/// <param name="ChannelsFirst">The same with the channels first.</param>
/// <param name="First">The shape of a row with the channels first; null where that is no other reading.</param>
internal sealed record ImageAxes(double Roughness, double ChannelsFirst, Shape? First)
{
    // convention: grey, colours, and colours with an alpha or two of grey; more are no photographs.
    private const int MostChannels = 4;

    // Rows and pairs of pixels of each that say it to a few per cent. Convention.
    private const int MostRows = 100, Pairs = 300;

    /// <summary>Measures them; null where the rows are no images.</summary>
    public static ImageAxes? Of(Sample rows, InputForm form)
    {
        if (form.Shape.Rank != 3) return null;
        var (height, width, channels) = (form.Shape[0], form.Shape[1], form.Shape[2]);
        // Written with the channels first and read as it stands, or laid out with the channels first and read with them last.
        Shape? first = height <= MostChannels && channels > MostChannels ? form.Shape
            : channels is > 1 and <= MostChannels ? new Shape(channels, height, width) : null;
        double asRead = Rough(rows, height, width, channels, (y, x, c) => (y * width + x) * channels + c);
        if (first is not { } other) return new ImageAxes(asRead, double.NaN, null);
        double planes = Rough(rows, other[1], other[2], other[0], (y, x, c) => (c * other[1] + y) * other[2] + x);
        return new ImageAxes(asRead, planes, other);
    }

    // The mean difference of neighbours over that of two places of the same channel drawn by chance.
    private static double Rough(Sample rows, int height, int width, int channels, Func<int, int, int, int> at)
    {
        if (height < 2 || width < 2) return double.PositiveInfinity;
        var random = new SplitMix(6);
        double near = 0, anywhere = 0;
        for (int row = 0; row < Math.Min(MostRows, rows.Count); row++)
        {
            ReadOnlySpan<float> image = rows[row];
            for (int pair = 0; pair < Pairs; pair++)
            {
                int y = random.Next(height - 1), x = random.Next(width - 1), c = random.Next(channels);
                float here = image[at(y, x, c)];
                near += Math.Abs(here - image[at(y + 1, x, c)]) + Math.Abs(here - image[at(y, x + 1, c)]);
                anywhere += 2 * Math.Abs(here - image[at(random.Next(height), random.Next(width), c)]);
            }
        }
        return anywhere > 0 ? near / anywhere : 1;
    }
}
