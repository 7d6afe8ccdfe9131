using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>The bytes of samples that lie in several places, one after the other.</summary>
internal sealed class JoinedByteRows : ByteRows
{
    private readonly ByteRows[] _parts;
    private readonly RowParts _places;
    private readonly int _width;

    /// <param name="parts">The parts, in their order.</param>
    /// <param name="width">Bytes of a sample.</param>
    public JoinedByteRows(ByteRows[] parts, int width)
    {
        (_parts, _width) = (parts, width);
        _places = new RowParts([.. parts.Select(part => part.Rows)]);
    }

    /// <inheritdoc/>
    public override int Rows => _places.Rows;

    /// <inheritdoc/>
    public override bool AreOnDisk => Array.Exists(_parts, part => part.AreOnDisk);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Row(int row)
    {
        int part = _places.PartOf(row);
        return _parts[part].Row(row - _places.Start(part));
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float factor, float offset, Span<float> destination, Workers? workers)
    {
        for (int at = 0; at < rows.Length;)
        {
            ReadOnlySpan<int> run = _places.Run(rows[at..], out int part);
            _parts[part].Gather(run, factor, offset, destination.Slice(at * _width, run.Length * _width), workers);
            at += run.Length;
        }
    }

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, float[] factors, float[] offsets, Span<float> destination, Workers? workers)
    {
        for (int at = 0; at < rows.Length;)
        {
            ReadOnlySpan<int> run = _places.Run(rows[at..], out int part);
            _parts[part].Gather(run, factors, offsets, destination.Slice(at * _width, run.Length * _width), workers);
            at += run.Length;
        }
    }

    /// <inheritdoc/>
    public override void ReadAhead(int start, int count, Span<byte> scratch)
    {
        for (int at = start; at < start + count;)
        {
            int part = _places.PartOf(at), own = Math.Min(start + count, _places.Start(part + 1)) - at;
            _parts[part].ReadAhead(at - _places.Start(part), own, scratch);
            at += own;
        }
    }
}
