using System.Runtime.InteropServices;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Interop.Networks;

/// <summary>An array of another program's file: its size is known at once, its numbers are read when they are needed.</summary>
/// <param name="name">What the file calls it.</param>
/// <param name="shape">Its dimensions, slowest first; none for a single number.</param>
/// <param name="read">Reads the numbers, as many as the dimensions say.</param>
/// <param name="fill">Reads them to where they are to be, without a copy; null where that cannot be.</param>
internal sealed class ForeignTensor(string name, int[] shape, Func<float[]> read, ForeignTensor.Fill? fill = null)
{
    /// <summary>Reads numbers to where they are to be.</summary>
    public delegate void Fill(Span<float> numbers);

    /// <summary>What the file calls it.</summary>
    public string Name { get; } = name;

    /// <summary>Its dimensions, slowest first.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>How many numbers it has.</summary>
    public long Length => NdArray.LengthOf(shape) ?? long.MaxValue;

    /// <summary>An array that is in memory.</summary>
    public static ForeignTensor Of(string name, NdArray array) => new(name, array.Shape, array.ToSingles);

    /// <summary>Its numbers.</summary>
    public float[] Read() => read();

    /// <summary>Reads its numbers to where they are to be.</summary>
    public void ReadTo(Span<float> numbers)
    {
        if (fill is not null) fill(numbers);
        else read().CopyTo(numbers);
    }

    /// <summary>The same with its dimensions in another order.</summary>
    /// <param name="order">For each dimension of the result, from 1, which of this one it is.</param>
    public ForeignTensor Permuted(params int[] order) => new(Name, [.. order.Select(axis => shape[axis - 1])], () =>
    {
        float[] from = read();
        var to = new float[from.Length];
        if (to.Length > 0) Permutation.Apply(Workers.Single, from, to, shape, [.. order.Select(axis => axis - 1)]);
        return to;
    });

    /// <summary>The same numbers with other dimensions of the same product.</summary>
    public ForeignTensor Reshaped(params int[] other) => new(Name, other, read, fill);

    /// <summary>The same under another name.</summary>
    public ForeignTensor Named(string other) => new(other, shape, read, fill);

    /// <summary>The same with a function applied to each number.</summary>
    public ForeignTensor Mapped(Func<float, float> function) => new(Name, shape, () => Array.ConvertAll(read(), value => function(value)));

    /// <summary>A kernel whose window of the first two dimensions is turned by half a circle.</summary>
    public ForeignTensor TurnedRound() => new(Name, shape, () =>
    {
        float[] from = read();
        int pixel = from.Length / Math.Max(1, shape[0] * shape[1]);
        var to = new float[from.Length];
        for (int place = 0; place < shape[0] * shape[1]; place++)
            from.AsSpan(place * pixel, pixel).CopyTo(to.AsSpan(to.Length - ((place + 1) * pixel)));
        return to;
    });

    /// <summary>Name and size, for messages: <c>dense/kernel [784,200]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(',', shape)}]";

    /// <summary>The bytes of float32 numbers, for hashes and files.</summary>
    internal static ReadOnlySpan<byte> BytesOf(ReadOnlySpan<float> numbers) => MemoryMarshal.AsBytes(numbers);
}
