using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>Inputs that stay in a file and are scaled when a batch is gathered: to the numbers of a scaled copy, bit for bit.</summary>
/// <param name="raw">The inputs as they are.</param>
/// <param name="scaler">How they are scaled.</param>
internal sealed class ScaledFeatures(Features raw, Scaler scaler) : MappedFeatures(raw.Shape)
{
    /// <inheritdoc/>
    public override int Rows => raw.Rows;

    /// <inheritdoc/>
    internal override int SourceRow(int row) => raw.SourceRow(row);

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        raw.Gather(rows, destination, workers);
        scaler.Apply(destination[..(rows.Length * Shape.Size)]);
    }

    /// <inheritdoc/>
    internal override void ReadAhead(int start, int count, Span<byte> scratch) => raw.ReadAhead(start, count, scratch);
}
