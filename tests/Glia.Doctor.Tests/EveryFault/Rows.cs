using Glia.Data;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>The rows of <see cref="Made"/> with something done to them.</summary>
internal static class Rows
{
    private const int Count = 600;

    public static int[] Labels { get; } = Made.BlobLabels(Count, 3);

    /// <summary>Three clouds in three columns; the third is noise unless it is replaced.</summary>
    public static Dataset Blobs(Func<int, float>? third = null)
    {
        float[] inputs = Made.BlobInputs(Count, 3, 3, 0.5);
        if (third is not null)
            for (int row = 0; row < Count; row++) inputs[3 * row + 2] = third(row);
        return Dataset.Classes(inputs, 3, Labels, 3);
    }

    /// <summary>Three clouds with other labels.</summary>
    public static Dataset Labelled(int[] labels) => Dataset.Classes(Made.BlobInputs(Count, 3, 2, 0.5), 2, labels, 3);

    public static Dataset Times(Dataset data, float factor)
    {
        float[] inputs = Inputs(data);
        for (int i = 0; i < inputs.Length; i++) inputs[i] *= factor;
        return new Dataset(new FloatFeatures(inputs, data.Inputs.Shape.Size), data.Targets);
    }

    public static Dataset Joined(Dataset first, Dataset second) =>
        new(new FloatFeatures([.. Inputs(first), .. Inputs(second)], first.Inputs.Shape.Size),
            new Targets([.. first.Targets.Values, .. second.Targets.Values], first.Targets.Width));

    /// <summary>Two rings with other targets.</summary>
    public static Dataset Rings(Func<float, float> target)
    {
        Dataset rings = Made.Circles(Count);
        return Dataset.Values(Inputs(rings), 2, [.. rings.Targets.Values.ToArray().Select(target)]);
    }

    /// <summary>All rows of the outer ring, and some of the inner one.</summary>
    public static Dataset Rare(int inner) =>
        Made.Circles(1000).Select([.. Enumerable.Range(0, 1000).Where(row => row % 2 == 0 || row < 2 * inner)]);

    /// <summary>Four clouds, one after the other.</summary>
    public static Dataset Sorted()
    {
        int[] labels = Made.BlobLabels(1200, 4);
        return Made.Blobs(1200, 4).Select([.. Enumerable.Range(0, 1200).OrderBy(row => labels[row])]);
    }

    /// <summary>A share of six clouds' labels replaced by labels drawn by chance.</summary>
    public static Dataset Noisy(double share)
    {
        var random = new System.Random(1);
        return Dataset.Classes(Made.BlobInputs(1500, 6, 2, 0.3), 2,
            [.. Made.BlobLabels(1500, 6).Select(label => random.NextDouble() < share ? random.Next(6) : label)], 6);
    }

    /// <summary>150 of the rows once more, with their own labels or with others.</summary>
    public static Dataset Twice(bool contradictory)
    {
        float[] inputs = Made.BlobInputs(Count, 3, 2, 0.5);
        int[] labels = [.. Labels];
        for (int i = 0; i < 150; i++)
        {
            (inputs[2 * (i + 300)], inputs[2 * (i + 300) + 1]) = (inputs[2 * i], inputs[2 * i + 1]);
            labels[i + 300] = contradictory ? (labels[i] + 1) % 3 : labels[i];
        }
        return Dataset.Classes(inputs, 2, labels, 3);
    }

    /// <summary>Two hundred marks that nearly every row has and that say nothing, and thirty rare ones that add up to the target.</summary>
    public static Dataset Marks(int rows = 2000)
    {
        const int frequent = 200, rare = 30, width = frequent + rare;
        var random = new System.Random(7);
        double[] adds = [.. Enumerable.Range(0, rare).Select(_ => 0.8 * Made.Normal(random))];
        var inputs = new float[rows * width];
        var targets = new float[rows];
        for (int row = 0; row < rows; row++)
            for (int mark = 0; mark < width; mark++)
            {
                if (random.NextDouble() >= (mark < frequent ? 0.95 : 0.05)) continue;
                inputs[row * width + mark] = 1;
                if (mark >= frequent) targets[row] += (float)adds[mark - frequent];
            }
        return Dataset.Values(inputs, width, targets);
    }

    public static int[] Shuffled(int[] labels)
    {
        int[] shuffled = [.. labels];
        new System.Random(1).Shuffle(shuffled);
        return shuffled;
    }

    private static float[] Inputs(Dataset data)
    {
        var inputs = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], inputs);
        return inputs;
    }

    /// <summary>A spot on the left or on the right of a noisy picture: what mirroring makes a matter of chance.</summary>
    public static Dataset Sides(float factor = 1)
    {
        const int rows = 400, side = 8;
        var random = new System.Random(4);
        var bytes = new byte[rows * side * side];
        var labels = new int[rows];
        random.NextBytes(bytes);
        for (int i = 0; i < bytes.Length; i++) bytes[i] /= 4;
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row % 2;
            int top = random.Next(side - 1), left = random.Next(side / 2 - 1) + labels[row] * side / 2,
                at = row * side * side + top * side + left;
            foreach (int pixel in (int[])[at, at + 1, at + side, at + side + 1]) bytes[pixel] = 255;
        }
        return new Dataset(new ByteFeatures(bytes, new Shape(side, side, 1), factor), Targets.OneHot(labels, 2));
    }
}
