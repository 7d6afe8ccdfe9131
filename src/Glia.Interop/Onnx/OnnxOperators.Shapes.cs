using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>The operations that only see or order the numbers of a sample in another way.</summary>
internal sealed partial class OnnxOperators
{
    private bool Flatten()
    {
        int rank = chain.Shape.Rank;
        long axis = node.Int("axis", 1);
        if (axis < 0) axis += rank + 1;
        return axis == 1 ? Sized([chain.Shape.Size]) : No($"makes rows of more than one sample, or less (axis {axis})");
    }

    private bool Reshape()
    {
        long[] sizes = (opset < 5 ? node.Ints("shape") : null) ?? constant(1)?.Whole() ?? node.Ints("shape") ?? [];
        if (sizes.Length < 2) return No("makes one row of all samples, or its sizes are no constants");
        Shape shape = chain.Shape;
        bool keeps = node.Int("allowzero", 0) == 0;
        var wanted = new long[sizes.Length - 1];
        for (int i = 0; i < wanted.Length; i++)
            wanted[i] = sizes[i + 1] == 0 && keeps && i < shape.Rank ? shape[i] : sizes[i + 1];
        long known = wanted.Where(size => size > 0).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        int open = wanted.Count(size => size == -1);
        if (open > 1 || wanted.Any(size => size is < -1 or 0)) return No("has sizes that depend on the number of samples");
        // Where both the samples and this one are open, the samples keep their number.
        bool mixes = open == 1 ? sizes[0] == -1 || shape.Size % known != 0 : known != shape.Size;
        if (mixes) return No("has sizes that mix samples");
        if (open == 1) wanted[Array.IndexOf(wanted, -1)] = shape.Size / known;
        return Sized([.. wanted.Select(size => (int)size)]);
    }

    private bool Dimensions()
    {
        List<int> sizes = [.. chain.Shape.ToArray()];
        long[]? axes = node.Ints("axes") ?? constant(1)?.Whole();
        if (node.Type == "Squeeze")
        {
            if (axes is null) return Sized([.. sizes.Where(size => size != 1)]);
            foreach (long axis in axes.Select(axis => axis < 0 ? axis + sizes.Count + 1 : axis).OrderDescending().ToArray())
            {
                if (axis < 1 || axis > sizes.Count || sizes[(int)axis - 1] != 1) return No("takes away a dimension that is more than 1 " +
                    "long, or that of the samples");
                sizes.RemoveAt((int)axis - 1);
            }
            return Sized([.. sizes]);
        }
        if (axes is null) return No("has axes that are no constants");
        int rank = sizes.Count + 1 + axes.Length;
        foreach (long axis in axes.Select(axis => axis < 0 ? axis + rank : axis).Order().ToArray())
        {
            if (axis < 1 || axis > sizes.Count + 1) return No("puts a dimension before that of the samples");
            sizes.Insert((int)axis - 1, 1);
        }
        return Sized([.. sizes]);
    }

    private bool Sized(int[] sizes)
    {
        if (sizes.Length == 0) sizes = [1];
        if (sizes.Length > 4) return No("gives more than four dimensions a sample");
        if (sizes.SequenceEqual(chain.Shape.ToArray())) return Same();
        return Added(sizes.Length == 1 ? new Flatten() : new Reshape(sizes));
    }

    private bool Transpose()
    {
        long[] order = node.Ints("perm") ?? [];
        return order.Length == chain.Shape.Rank + 1 && order[0] == 0
            ? Added(new Permute([.. order.Skip(1).Select(axis => (int)axis)]))
            : No("moves the dimension of the samples");
    }

    private bool Pad()
    {
        long[] pads = (opset < 11 ? node.Ints("pads") ?? node.Ints("paddings") : null) ?? constant(1)?.Whole() ?? [];
        float value = constant(2)?.Array.ToSingles()[0] ?? node.Float("value", 0);
        int rank = chain.Shape.Rank;
        if (node.Text("mode", "constant") != "constant") return No("pads by copies of what is there");
        if (pads.Length != 2 * (rank + 1) || rank is not (2 or 3)) return No("pads something else than images and sequences");
        // All that comes before, then all that comes behind; of samples and channels there is nothing to pad.
        long[] before = pads[..(rank + 1)], behind = pads[(rank + 1)..];
        bool last = before[rank] == 0 && behind[rank] == 0 && (before[1] != 0 || behind[1] != 0);
        int first = last ? 1 : 2;
        if (before[0] != 0 || behind[0] != 0 || before[last ? rank : 1] != 0 || behind[last ? rank
            : 1] != 0) return No("pads samples or channels");
        if (pads.Any(size => size is > int.MaxValue or < -int.MaxValue)) return No("pads beyond all measure");
        (int Before, int Behind)[] sides = [.. Enumerable.Range(first, rank - 1).Select(axis => ((int)before[axis], (int)behind[axis]))];
        // Zeros around numbers that are shifted by another one are that one.
        if (value != 0) chain.Add(new Rescaling(1, -value), node.Place);
        if (last) Border(sides);
        else chain.WithChannelsLast(() => Border(sides));
        if (value != 0) chain.Add(new Rescaling(1, value), node.Place);
        return true;
    }

    private void Border((int Before, int Behind)[] sides)
    {
        (int Before, int Behind) y = sides.Length == 2 ? sides[0] : (0, 0), x = sides[^1];
        if (y.Before > 0 || y.Behind > 0 || x.Before > 0 || x.Behind > 0)
        {
            _ = sides.Length == 2
                ? Added(new ZeroPadding2D(Math.Max(0, y.Before), Math.Max(0, y.Behind), Math.Max(0, x.Before), Math.Max(0, x.Behind)))
                : Added(new ZeroPadding1D(Math.Max(0, x.Before), Math.Max(0, x.Behind)));
        }
        if (y.Before < 0 || y.Behind < 0 || x.Before < 0 || x.Behind < 0)
        {
            _ = sides.Length == 2
                ? Added(new Cropping2D(Math.Max(0, -y.Before), Math.Max(0, -y.Behind), Math.Max(0, -x.Before), Math.Max(0, -x.Behind)))
                : Added(new Cropping1D(Math.Max(0, -x.Before), Math.Max(0, -x.Behind)));
        }
    }

    private bool Enlarge()
    {
        float[]? scales = node.Type == "Upsample" && opset < 9 ? Scales(node) : constant(node.Type == "Resize" && opset >= 11 ? 2
            : 1)?.Array.ToSingles();
        string coordinates = node.Text("coordinate_transformation_mode", "half_pixel");
        if (node.Text("mode", "nearest") != "nearest" || chain.Shape.Rank != 3 || scales is not [1, 1, var y, var x]
            || y != MathF.Floor(y) || x != MathF.Floor(x) || y < 1 || x < 1 || y > 1024 || x > 1024 || coordinates == "align_corners")
            return No("enlarges images in another way than by repeating pixels");
        chain.WithChannelsLast(() => Added(new UpSampling2D(((int)y, (int)x))));
        return true;
    }

    private static float[]? Scales(OnnxNode node) => node.Attributes.TryGetValue("scales", out OnnxAttribute? scales) ? scales.Floats
        : null;
}
