namespace Glia;

/// <summary>
/// The numbers of all parameters of a network in one aligned, pinned array. Weights, gradients, momentum, and Adam's m and v are each one
/// block with the same layout, so clearing, copying and saving are one operation.
/// </summary>
public sealed class ParameterBlock
{
    private readonly float[] _memory;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A block of zeros for a list of parameters.</summary>
    /// <param name="parameters">The slots, in the order of a network's.</param>
    public ParameterBlock(IReadOnlyList<Parameter> parameters)
    {
        Parameters = parameters;
        _length = parameters.Count == 0 ? 0 : AlignedMemory.RoundUp(parameters[^1].Offset + parameters[^1].Shape.Size);
        (_memory, _start) = AlignedMemory.Allocate(_length);
    }

    /// <summary>The slots of this block.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Every number of the block, the padding between slots included (it stays zero).</summary>
    public Span<float> All => _memory.AsSpan(_start, _length);

    /// <summary>The numbers of one parameter.</summary>
    /// <param name="parameter">One of <see cref="Parameters"/>.</param>
    public Span<float> this[Parameter parameter] => _memory.AsSpan(_start + parameter.Offset, parameter.Shape.Size);

    /// <summary>The numbers of one parameter, for who has to keep the place.</summary>
    internal Memory<float> Memory(Parameter parameter) => _memory.AsMemory(_start + parameter.Offset, parameter.Shape.Size);

    /// <summary>Takes over all numbers of a block of the same layout.</summary>
    /// <param name="other">A block of the same parameters.</param>
    public void CopyFrom(ParameterBlock other) => other.All.CopyTo(All);

    /// <summary>Changes places with a block of the same layout, without a third one: there may be too little memory for that.</summary>
    internal void Swap(ParameterBlock other)
    {
        Span<float> ours = All, theirs = other.All;
        Span<float> held = stackalloc float[1024];
        for (int start = 0; start < ours.Length; start += held.Length)
        {
            int count = Math.Min(held.Length, ours.Length - start);
            ours.Slice(start, count).CopyTo(held);
            theirs.Slice(start, count).CopyTo(ours[start..]);
            held[..count].CopyTo(theirs[start..]);
        }
    }

    /// <summary>Sets every number to zero.</summary>
    public void Clear() => All.Clear();
}
