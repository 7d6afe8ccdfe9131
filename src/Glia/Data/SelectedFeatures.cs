using Glia.Kernels;

namespace Glia.Data;

/// <summary>Some rows of other features: a row number in front of a row number, no copy.</summary>
internal sealed class SelectedFeatures : Features
{
    private readonly Features _all;
    private readonly int[] _rows;
    [ThreadStatic] private static int[]? s_mapped;

    public SelectedFeatures(Features all, int[] rows)
    {
        foreach (int row in rows)
            if ((uint)row >= (uint)all.Rows)
                throw new ArgumentOutOfRangeException(nameof(rows), $"Row {row} does not exist; there are {all.Rows}.");
        // A selection of a selection is one selection, so that chains of splits stay one look-up deep.
        (_all, _rows) = all is SelectedFeatures inner ? (inner._all, Array.ConvertAll(rows, row => inner._rows[row])) : (all, rows);
        Shape = all.Shape;
    }

    public override int Rows => _rows.Length;

    internal override int SourceRow(int row) => _all.SourceRow(_rows[row]);

    /// <summary>The same rows of other features with as many rows as those selected from.</summary>
    public SelectedFeatures Of(Features all) => new(all, _rows);

    /// <summary>What was selected from.</summary>
    public Features All => _all;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        int[] mapped = s_mapped is { } kept && kept.Length >= rows.Length ? kept : s_mapped = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) mapped[i] = _rows[rows[i]];
        _all.Gather(mapped.AsSpan(0, rows.Length), destination, workers);
    }
}
