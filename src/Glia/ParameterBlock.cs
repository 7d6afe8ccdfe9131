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
    public Span<float> this[Parameter parameter] => _memory.AsSpan(_start + parameter.Offset, parameter.Shape.Size);

    /// <summary>The numbers of one parameter, for who has to keep the place.</summary>
    internal Memory<float> Memory(Parameter parameter) => _memory.AsMemory(_start + parameter.Offset, parameter.Shape.Size);

    /// <summary>Takes over all numbers of a block of the same layout.</summary>
    public void CopyFrom(ParameterBlock other) => other.All.CopyTo(All);

    /// <summary>Sets every number to zero.</summary>
    public void Clear() => All.Clear();
}
