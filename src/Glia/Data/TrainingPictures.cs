using Glia.Kernels;

namespace Glia.Data;

/// <summary>
/// The inputs of a data set as training sees them: raw pixels, changed at random and scaled afterwards, because pixels that are scaled one
/// by one cannot change places.
/// </summary>
internal sealed class TrainingPictures
{
    private readonly Features _raw;
    private readonly PictureLimits _limits;
    private readonly int _height, _width;
    private readonly float[] _factors, _offsets;

    private TrainingPictures(
        Features raw, Augmentation augmentation, PictureLimits limits, int height, int width, float[] factors, float[] offsets)
    {
        (_raw, Augmentation, _limits, _height, _width, _factors, _offsets) = (raw, augmentation, limits, height, width, factors, offsets);
    }

    /// <summary>How they are changed.</summary>
    public Augmentation Augmentation { get; }

    /// <summary>Pictures to be changed.</summary>
    /// <param name="inputs">One picture a row.</param>
    /// <param name="augmentation">How far they are changed.</param>
    /// <param name="picture">The size of one: height, width and channels, or height and width of gray ones.</param>
    /// <param name="scaler">How they are scaled after that; null for not at all.</param>
    /// <exception cref="GliaException">A setting makes no sense, or a row is no such picture.</exception>
    public static TrainingPictures Of(Features inputs, Augmentation augmentation, Shape picture, Scaler? scaler = null)
    {
        if (augmentation.Wrong() is { } wrong) throw new GliaException($"The augmentation's {wrong}");
        if (picture.Rank is not (2 or 3))
            throw new GliaException($"Augmentation changes pictures, and a sample of {picture.Spoken} numbers is none; " +
                "say its height, width and channels.");
        if (picture.Size != inputs.Shape.Size)
            throw new GliaException($"A picture of {picture} has {picture.Size:N0} numbers, but a sample has " +
                $"{inputs.Shape.Size:N0}; say the size that it has.");
        (float[] factors, float[] offsets) = scaler?.Factors() ?? ([1], [0]);
        (Features raw, ByteFeatures? bytes) = Raw(inputs);
        if (bytes is not null) (factors, offsets) = bytes.ScaledBy(factors, offsets);
        (float black, float white) = bytes is not null ? (0, byte.MaxValue) : Range(raw);
        return new TrainingPictures(raw, augmentation, augmentation.Limits(black, white), picture[0], picture[1], factors, offsets);
    }

    /// <summary>Some of the pictures.</summary>
    public TrainingPictures Select(int[] rows) => new(_raw.Select(rows), Augmentation, _limits, _height, _width, _factors, _offsets);

    /// <summary>The same pictures, scaled once more after they are changed.</summary>
    public TrainingPictures Scaled(Scaler scaler)
    {
        (float[] factors, float[] offsets) = scaler.Factors();
        int count = Math.Max(factors.Length, _factors.Length);
        var factor = new float[count];
        var offset = new float[count];
        for (int i = 0; i < count; i++)
        {
            float own = Of(factors, i);
            factor[i] = Of(_factors, i) * own;
            offset[i] = (Of(_offsets, i) * own) + Of(offsets, i);
        }
        return new TrainingPictures(_raw, Augmentation, _limits, _height, _width, factor, offset);

        // One number serves all.
        static float Of(float[] numbers, int i) => numbers[numbers.Length == 1 ? 0 : i];
    }

    /// <summary>Writes pictures as training sees them in one of its passes. Allocates nothing.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="destination">Receives them, scaled.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="pass">The epoch; where there are none, the step.</param>
    /// <param name="workers">Threads to share the work with; null for none.</param>
    public void Gather(ReadOnlySpan<int> rows, Span<float> destination, ulong seed, uint pass, Workers? workers = null)
    {
        _raw.Gather(rows, destination, workers);
        Pictures.Change(destination, _height, _width, rows, _limits, _factors, _offsets, seed, pass, workers);
    }

    /// <summary>A picture to look at: 0 is black and 255 is white.</summary>
    /// <param name="row">Which.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="pass">The epoch whose change is shown; null for the picture as it is.</param>
    public byte[] Shown(int row, ulong seed, uint? pass)
    {
        var picture = new float[_raw.Shape.Size];
        _raw.Gather([row], picture);
        if (pass is { } epoch) Pictures.Change(picture, _height, _width, [row], _limits, [1], [0], seed, epoch);
        float range = Math.Max(_limits.White - _limits.Black, float.Epsilon);
        return Array.ConvertAll(picture, pixel => Gray((pixel - _limits.Black) / range));

        static byte Gray(float share) => (byte)Math.Clamp(MathF.Round(share * byte.MaxValue), 0, byte.MaxValue);
    }

    // Bytes without what they are seen as; everything else as it is.
    private static (Features, ByteFeatures?) Raw(Features inputs) => inputs switch
    {
        ByteFeatures bytes => (bytes.Unscaled(), bytes),
        SelectedFeatures { All: ByteFeatures bytes } selected => (selected.Of(bytes.Unscaled()), bytes),
        _ => (inputs, null),
    };

    private static (float Black, float White) Range(Features raw)
    {
        var statistics = FeatureStatistics.Of(raw);
        return (statistics.Minimum.Min(), statistics.Maximum.Max());
    }
}
