using Glia.Kernels;

namespace Glia.Data;

/// <summary>Inputs whose numbers have changed places, and are scaled after that, because each place has a scale of its own.</summary>
internal sealed class ViewedFeatures : Features
{
    private readonly Features _raw;
    private readonly int[] _sources;
    private readonly Scaler? _scaler;
    [ThreadStatic] private static float[]? s_row;

    /// <param name="raw">The inputs before any scaling.</param>
    /// <param name="sources">For each number of a sample the place of the one that it shows.</param>
    /// <param name="scaler">How they are scaled.</param>
    public ViewedFeatures(Features raw, int[] sources, Scaler scaler)
    {
        (_raw, _sources, Shape) = (raw, sources, raw.Shape);
        _scaler = scaler.Kind == "none" ? null : scaler;
    }

    public override int Rows => _raw.Rows;

    internal override int SourceRow(int row) => _raw.SourceRow(row);

    internal override bool AreOnDisk => _raw.AreOnDisk;

    internal override int BytesOfRow => _raw.BytesOfRow;

    internal override void ReadAhead(int start, int count, Span<byte> scratch) => _raw.ReadAhead(start, count, scratch);

    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        destination = destination[..(rows.Length * _sources.Length)];
        _raw.Gather(rows, destination, workers);
        float[] row = s_row is { } kept && kept.Length >= _sources.Length ? kept : s_row = new float[_sources.Length];
        for (int start = 0; start < destination.Length; start += _sources.Length)
        {
            Span<float> shown = destination.Slice(start, _sources.Length);
            shown.CopyTo(row);
            for (int i = 0; i < shown.Length; i++) shown[i] = row[_sources[i]];
        }
        _scaler?.Apply(destination);
    }
}
