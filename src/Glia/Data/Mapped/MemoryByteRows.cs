using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>The bytes of samples in memory.</summary>
/// <param name="values">The bytes, sample by sample.</param>
/// <param name="width">Bytes of a sample.</param>
internal sealed class MemoryByteRows(ReadOnlyMemory<byte> values, int width) : ByteRows
{
    /// <summary>All bytes.</summary>
    public ReadOnlySpan<byte> Values => values.Span;

    /// <inheritdoc/>
    public override int Rows => values.Length / width;

    /// <inheritdoc/>
    public override bool AreOnDisk => false;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Row(int row) => values.Span.Slice(row * width, width);

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float factor, float offset, Span<float> destination, Workers? workers) =>
        Kernels.Gather.Bytes(values.Span, width, rows, factor, offset, destination, workers);

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float[] factors, float[] offsets, Span<float> destination, Workers? workers) =>
        Kernels.Gather.Bytes(values.Span, width, rows, factors, offsets, destination, workers);

    /// <inheritdoc/>
    public override void ReadAhead(int start, int count, Span<byte> scratch) { }
}
