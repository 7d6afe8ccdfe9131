using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>The operations whose window moves over images and sequences.</summary>
internal sealed partial class OnnxOperators
{
    private const string BelowZero = "has paddings below zero";

    private bool Conv()
    {
        if (constant(1) is not { } weights || weights.Shape.Length != chain.Shape.Rank + 1 || weights.Shape.Length is not (3 or 4))
            return No("has other weights than constants for images or sequences");
        int dimensions = weights.Shape.Length - 2, filters = weights.Shape[0], groups = Whole("group", 1);
        int[] window = weights.Shape[2..], strides = Sizes("strides", dimensions), dilations = Sizes("dilations", dimensions);
        if (filters < 1 || window.Any(size => size < 1) || strides.Length != dimensions || dilations.Length != dimensions || groups < 1)
            return No("has sizes that no window has");
        if (Padding(window, strides, dilations) is not { } pads) return No(BelowZero);
        ForeignTensor kernel = dimensions == 2 ? weights.Foreign.Permuted(3, 4, 2, 1) : weights.Foreign.Permuted(3, 2, 1);
        ForeignTensor? bias = null;
        if (node.Inputs.Count > 2 && node.Inputs[2].Length > 0)
        {
            if (constant(2) is not { } given || given.Array.Length != filters) return No("has another bias than a constant for each " +
                "filter");
            bias = given.Foreign.Reshaped(filters);
        }
        else if (Bias is { } sum && sum.Tensor.Array.Length == filters && sum.Tensor.Shape.Count(size => size > 1) <= 1
            && PerChannel(sum.Tensor, filters))
        {
            (bias, TakesBias) = (sum.Tensor.Foreign.Reshaped(filters), true);
        }
        Layer layer = dimensions == 2
            ? new Conv2D(filters, (window[0], window[1]), (Size2D)(strides[0], strides[1]), pads, (Size2D)(dilations[0], dilations[1]),
                groups,
                useBias: bias is not null)
            : new Conv1D(filters, window[0], strides[0], pads, dilations[0], groups, useBias: bias is not null);
        chain.WithChannelsLast(() => Added(layer, bias is null ? [kernel] : [kernel, bias]));
        return true;
    }

    // Aligned with the last dimensions, the channels are the first of a sample.
    private bool PerChannel(OnnxTensor tensor, int filters)
    {
        int rank = chain.Shape.Rank, place = tensor.Shape.Length - rank;
        return place >= 0 && tensor.Shape[place] == filters;
    }

    private bool ConvTranspose()
    {
        if (constant(1) is not { Shape: [_, var filters, var height, var width] } weights || chain.Shape.Rank != 3)
            return No("has other weights than constants for images");
        int[] strides = Sizes("strides", 2), dilations = Sizes("dilations", 2);
        bool plain = Whole("group", 1) == 1 && dilations is [1, 1] && (node.Ints("output_padding") ?? []).All(size => size == 0)
            && node.Ints("output_shape") is null && node.Text("auto_pad", "NOTSET") is "NOTSET" or "VALID";
        if (!plain || filters < 1 || strides is not [> 0, > 0] || height < strides[0] || width < strides[1])
            return No("has groups, dilations, an output padding or a window below its stride");
        long[] pads = node.Ints("pads") ?? [0, 0, 0, 0];
        if (pads.Length != 4 || pads.Any(size => size is < 0 or > int.MaxValue)) return No(BelowZero);
        ForeignTensor kernel = weights.Foreign.Permuted(3, 4, 2, 1);
        ForeignTensor? bias = constant(2)?.Foreign;
        chain.WithChannelsLast(() =>
        {
            _ = Added(new Conv2DTranspose(filters, (height, width), (Size2D)(strides[0], strides[1]), useBias: bias is not null),
                bias is null ? [kernel] : [kernel, bias]);
            if (pads.Any(size => size > 0)) _ = Added(new Cropping2D((int)pads[0], (int)pads[2], (int)pads[1], (int)pads[3]));
        });
        return true;
    }

    private bool Pool()
    {
        bool largest = node.Type == "MaxPool";
        int dimensions = chain.Shape.Rank - 1;
        if (dimensions is not (1 or 2) || node.Ints("kernel_shape") is not { } shape || shape.Length != dimensions || shape.Any(size =>
            size is < 1 or > int.MaxValue))
            return No("has a window for something else than images and sequences");
        int[] window = [.. shape.Select(size => (int)size)], strides = Sizes("strides", dimensions), dilations = Sizes("dilations",
            dimensions);
        if (strides.Length != dimensions || dilations.Any(size => size != 1)) return No("has a window with gaps (dilations)");
        if (strides.Any(stride => stride < 1)) return No("has a window that does not move on");
        if (Padding(window, strides, dilations, out int[] before, out int[] behind) is false) return No(BelowZero);
        bool counts = !largest && node.Int("count_include_pad", 0) != 0 && (before.Any(size => size > 0) || behind.Any(size => size > 0));
        var more = new int[dimensions];
        if (node.Int("ceil_mode", 0) != 0)
        {
            for (int i = 0; i < dimensions; i++)
            {
                long whole = chain.Shape[i + 1] + (long)before[i] + behind[i], steps = (whole - window[i] + strides[i] - 1) / strides[i];
                // A window that would begin behind the image is none.
                if (steps * strides[i] >= chain.Shape[i + 1] + before[i]) steps--;
                more[i] = (int)Math.Clamp((steps * strides[i]) + window[i] - whole, 0, int.MaxValue);
            }
        }
        chain.WithChannelsLast(() =>
        {
            if (counts)
            {
                // What counts as zeros has to be there; what is missing to a last whole step counts for nothing.
                _ = dimensions == 2 ? Added(new ZeroPadding2D(before[0], behind[0], before[1], behind[1]))
                    : Added(new ZeroPadding1D(before[0], behind[0]));
                (before, behind) = (new int[dimensions], new int[dimensions]);
            }
            for (int i = 0; i < dimensions; i++) behind[i] += more[i];
            Padding pads = dimensions == 2 ? Layers.Padding.Of(before[0], behind[0], before[1], behind[1]) : Layers.Padding.Of(0, 0,
                before[0], behind[0]);
            Layer layer = (dimensions, largest) switch
            {
                (2, true) => new MaxPooling2D((window[0], window[1]), (strides[0], strides[1]), pads),
                (2, false) => new AveragePooling2D((window[0], window[1]), (strides[0], strides[1]), pads),
                (_, true) => new MaxPooling1D(window[0], strides[0], pads),
                _ => new AveragePooling1D(window[0], strides[0], pads),
            };
            _ = Added(layer);
        });
        return true;
    }

    private bool GlobalPool(bool largest, bool keep)
    {
        if (chain.Shape.Rank is not (2 or 3)) return No("is for something else than images and sequences");
        chain.WithChannelsLast(() => Global(largest, keep));
        return true;
    }

    private void Global(bool largest, bool keep) => _ = Added((chain.Shape.Rank, largest) switch
    {
        (3, true) => new GlobalMaxPooling2D(keep),
        (3, false) => new GlobalAveragePooling2D(keep),
        (_, true) => new GlobalMaxPooling1D(keep),
        _ => (Layer)new GlobalAveragePooling1D(keep),
    });

    // A mean over all pixels: the channels may come first or last.
    private bool ReduceAll()
    {
        int rank = chain.Shape.Rank;
        long[] axes = [.. (node.Ints("axes") ?? constant(1)?.Whole() ?? []).Select(axis => axis < 0 ? axis + rank + 1 : axis).Order()];
        bool keep = node.Int("keepdims", 1) != 0, largest = node.Type == "ReduceMax";
        bool many = rank is 2 or 3 && axes.Length == rank - 1;
        if (many && axes[0] == 2 && axes[^1] == rank) return GlobalPool(largest, keep);
        if (!many || axes[0] != 1 || axes[^1] != rank - 1) return No("is taken over other dimensions than all pixels or steps");
        Global(largest, keep);
        return true;
    }

    private int Whole(string name, long otherwise) => (int)Math.Clamp(node.Int(name, otherwise), int.MinValue, int.MaxValue);

    private int[] Sizes(string name, int dimensions) =>
        node.Ints(name) is { } given ? [.. given.Select(size => (int)Math.Clamp(size, 0, int.MaxValue))] : [.. Enumerable.Repeat(1,
            dimensions)];

    private Padding? Padding(int[] window, int[] strides, int[] dilations)
    {
        if (!Padding(window, strides, dilations, out int[] before, out int[] behind)) return default(Padding?);
        return before.Length == 2
            ? Layers.Padding.Of(before[0], behind[0], before[1], behind[1])
            : Layers.Padding.Of(0, 0, before[0], behind[0]);
    }

    // All that comes before, then all that comes behind; or a word, which says in which half an odd number has its larger part.
    private bool Padding(int[] window, int[] strides, int[] dilations, out int[] before, out int[] behind)
    {
        int dimensions = window.Length;
        (before, behind) = (new int[dimensions], new int[dimensions]);
        string word = node.Text("auto_pad", "NOTSET");
        if (word is "SAME_UPPER" or "SAME_LOWER")
        {
            for (int i = 0; i < dimensions; i++)
            {
                long size = chain.Shape[i + 1], stride = Math.Max(1, strides[i]), reach = ((window[i] - 1L) * dilations[i]) + 1;
                int all = (int)Math.Clamp(((((size + stride - 1) / stride) - 1) * stride) + reach - size, 0, int.MaxValue), half = all / 2;
                (before[i], behind[i]) = word == "SAME_UPPER" ? (half, all - half) : (all - half, half);
            }
            return true;
        }
        long[] pads = node.Ints("pads") ?? new long[2 * dimensions];
        if (pads.Length != 2 * dimensions || pads.Any(size => size is < 0 or > int.MaxValue)) return false;
        for (int i = 0; i < dimensions; i++) (before[i], behind[i]) = ((int)pads[i], (int)pads[i + dimensions]);
        return true;
    }
}
