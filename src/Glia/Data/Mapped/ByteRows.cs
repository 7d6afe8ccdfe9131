using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>Where the bytes of samples lie: in memory, in a file, or one part here and one there.</summary>
internal abstract class ByteRows
{
    /// <summary>How many samples.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether any of them stay in a file.</summary>
    public abstract bool AreOnDisk { get; }

    /// <summary>The bytes of one sample.</summary>
    public abstract ReadOnlySpan<byte> Row(int row);

    /// <summary>Samples as x * factor + offset.</summary>
    public abstract void Gather(ReadOnlySpan<int> rows, float factor, float offset, Span<float> destination, Workers? workers);

    /// <summary>Samples as x * factor + offset, each feature with its own numbers.</summary>
    public abstract void Gather(ReadOnlySpan<int> rows, float[] factors, float[] offsets, Span<float> destination, Workers? workers);

    /// <summary>Has the system read samples that are wanted soon.</summary>
    public abstract void ReadAhead(int start, int count, Span<byte> scratch);
}
