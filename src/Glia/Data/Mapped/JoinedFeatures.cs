using Glia.Kernels;

namespace Glia.Data.Mapped;

/// <summary>Inputs that lie in several places, one after the other; none is copied.</summary>
internal sealed class JoinedFeatures : MappedFeatures
{
    private readonly Features[] _parts;
    private readonly RowParts _places;

    /// <param name="parts">The parts, in their order; all of one size.</param>
    public JoinedFeatures(Features[] parts) : base(parts[0].Shape)
    {
        _parts = parts;
        _places = new RowParts([.. parts.Select(part => part.Rows)]);
    }

    /// <inheritdoc/>
    public override int Rows => _places.Rows;

    /// <inheritdoc/>
    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        int width = Shape.Size;
        for (int at = 0; at < rows.Length;)
        {
            ReadOnlySpan<int> run = _places.Run(rows[at..], out int part);
            // A part may use the place of the run for a list of its own.
            int count = run.Length;
            _parts[part].Gather(run, destination.Slice(at * width, count * width), workers);
            at += count;
        }
    }

    /// <inheritdoc/>
    internal override void ReadAhead(int start, int count, Span<byte> scratch)
    {
        for (int at = start; at < start + count;)
        {
            int part = _places.PartOf(at), own = Math.Min(start + count, _places.Start(part + 1)) - at;
            _parts[part].ReadAhead(at - _places.Start(part), own, scratch);
            at += own;
        }
    }
}
