using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>
/// Where the dimensions of a result lie in the file, where that is not the samples first and those of a sample after them: sequences
/// whose steps come first, and directions of a recurrent operator.
/// </summary>
/// <param name="Of">For each dimension of the file: which of a sample, from 1; <see cref="Samples"/>, or <see cref="Single"/>.</param>
internal sealed record OnnxAxes(IReadOnlyList<int> Of)
{
    /// <summary>The dimension of the samples.</summary>
    public const int Samples = 0;

    /// <summary>A dimension of size 1 that a sample here does not have.</summary>
    public const int Single = -1;

    /// <summary>The usual: the samples first.</summary>
    public static OnnxAxes Usual(int rank) => new([Samples, .. Enumerable.Range(1, rank)]);

    /// <summary>The sizes in the file; <see cref="OnnxConstants.Batch"/> for the samples.</summary>
    public long[] Sizes(Shape shape) =>
        [.. Of.Select(axis => axis == Samples ? OnnxConstants.Batch : axis == Single ? 1 : shape[axis - 1])];

    /// <summary>With the dimensions of the file in another order.</summary>
    public OnnxAxes? Turned(IReadOnlyList<long> order) =>
        order.Count == Of.Count && order.Order().SequenceEqual(Enumerable.Range(0, Of.Count).Select(axis => (long)axis))
            ? new([.. order.Select(axis => Of[(int)axis])]) : null;

    /// <summary>Without dimensions of size 1; null where one is not.</summary>
    public OnnxAxes? Without(long[]? axes)
    {
        int[] gone = axes is null ? [.. Enumerable.Range(0, Of.Count).Where(at => Of[at] == Single)]
            : [.. axes.Select(axis => (int)(axis < 0 ? axis + Of.Count : axis))];
        return Array.TrueForAll(gone, at => at >= 0 && at < Of.Count && Of[at] == Single)
            ? new([.. Of.Where((_, at) => !gone.Contains(at))]) : null;
    }

    /// <summary>With further dimensions of size 1; null where there is no such place.</summary>
    public OnnxAxes? With(long[] axes)
    {
        List<int> wider = [.. Of];
        foreach (long axis in axes.Select(axis => axis < 0 ? axis + Of.Count + axes.Length : axis).Order())
        {
            if (axis < 0 || axis > wider.Count) return null;
            wider.Insert((int)axis, Single);
        }
        return new(wider);
    }

    /// <summary>
    /// With dimensions laid together as a Reshape does; those of a sample that become one are one in the chain, too. Null where it does
    /// anything else.
    /// </summary>
    /// <param name="wanted">The sizes it asks for, as the file says them.</param>
    /// <param name="chain">Whose dimensions they are.</param>
    /// <param name="place">How messages call it.</param>
    public OnnxAxes? Laid(long[] wanted, ChainBuilder chain, string place)
    {
        long[] sizes = Sizes(chain.Shape);
        var result = new List<int>();
        var groups = new List<List<int>>();
        int at = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            long size = wanted[i] == 0 && i < sizes.Length ? sizes[i] : wanted[i];
            var group = new List<int>();
            // What is open takes all that is not left for those after it.
            int left = wanted.Length - i - 1;
            if (size == -1)
            {
                while (sizes.Length - at > left) group.Add(Of[at++]);
            }
            else if (size == OnnxConstants.Batch)
            {
                while (at < sizes.Length && group.TrueForAll(axis => axis == Single)) group.Add(Of[at++]);
                if (!group.Contains(Samples)) return null;
            }
            else
            {
                long product = 1;
                while (at < sizes.Length && product < size && Of[at] != Samples)
                {
                    product *= sizes[at];
                    group.Add(Of[at++]);
                }
                if (product != size) return null;
            }
            groups.Add(group);
        }
        while (at < sizes.Length && Of[at] == Single) at++;
        if (at < sizes.Length) return null;
        // Dimensions that lie side by side in the sample as well become one.
        var merged = new List<int[]>();
        foreach (List<int> group in groups)
        {
            int[] own = [.. group.Where(axis => axis != Single)];
            if (own.Contains(Samples) && own.Length > 1) return null;
            if (own.Zip(own.Skip(1)).Any(pair => pair.Second != pair.First + 1)) return null;
            if (own.Length > 1) merged.Add(own);
            result.Add(own.Length == 0 ? Single : own[0]);
        }
        int[] shape = chain.Shape.ToArray();
        List<int> kept = [.. Enumerable.Range(1, shape.Length)];
        foreach (int[] own in merged)
        {
            foreach (int axis in own.Skip(1))
            {
                shape[own[0] - 1] *= shape[axis - 1];
                _ = kept.Remove(axis);
            }
        }
        if (merged.Count > 0) chain.Add(new Reshape([.. kept.Select(axis => shape[axis - 1])]), place);
        return new([.. result.Select(axis => axis > Samples ? kept.IndexOf(axis) + 1 : axis)]);
    }

    /// <summary>Brings the samples to the front where nothing else does, and the dimensions of a sample into the order of the
    /// file.</summary>
    /// <param name="chain">Receives the layers.</param>
    /// <param name="place">How messages call it.</param>
    public void Settle(ChainBuilder chain, string place)
    {
        int[] own = [.. Of.Where(axis => axis > Samples)];
        if (!own.SequenceEqual(own.Order())) chain.Add(new Permute(own), place);
        int at = 0;
        int[] shape = chain.Shape.ToArray();
        int[] sizes = [.. Of.Where(axis => axis != Samples).Select(axis => axis == Single ? 1 : shape[at++])];
        if (sizes.Length > 0 && !sizes.SequenceEqual(shape)) chain.Add(new Reshape(sizes), place);
    }
}
