using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>The bytes of samples in a file.</summary>
/// <param name="array">The array, a sample a row.</param>
/// <param name="width">Bytes of a sample.</param>
internal sealed class MappedByteRows(MappedArray array, int width) : ByteRows
{
    /// <inheritdoc/>
    public override int Rows => array.Shape[0];

    /// <inheritdoc/>
    public override bool AreOnDisk => true;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Row(int row) => array.Bytes.Slice((long)row * width, width);

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float factor, float offset, Span<float> destination, Workers? workers) =>
        Kernels.Gather.Bytes(array.For(rows, width), width, rows, factor, offset, destination, workers);

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float[] factors, float[] offsets, Span<float> destination, Workers? workers) =>
        Kernels.Gather.Bytes(array.For(rows, width), width, rows, factors, offsets, destination, workers);

    /// <inheritdoc/>
    public override void ReadAhead(int start, int count, Span<byte> scratch) =>
        array.Bytes.ReadAhead((long)start * width, (long)count * width, scratch);
}
