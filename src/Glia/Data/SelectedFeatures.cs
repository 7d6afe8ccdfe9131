using Glia.Kernels;

namespace Glia.Data;

/// <summary>Some rows of other features: a row number in front of a row number, no copy.</summary>
internal sealed class SelectedFeatures : Features
{
    private readonly Features _all;
    private readonly int[]? _rows;   // null where they lie side by side
    private readonly int _first;
    [ThreadStatic] private static int[]? s_mapped;

    public SelectedFeatures(Features all, int[] rows)
    {
        foreach (int row in rows)
            if ((uint)row >= (uint)all.Rows)
                throw new ArgumentOutOfRangeException(nameof(rows), $"Row {row} does not exist; there are {all.Rows}.");
        // A selection of a selection is one selection, so that chains of splits stay one look-up deep.
        (_all, _rows) = all is SelectedFeatures inner ? (inner._all, Array.ConvertAll(rows, inner.Place)) : (all, rows);
        Shape = all.Shape;
        Rows = rows.Length;
        if (!LieSideBySide(_rows)) return;
        _first = _rows[0];
        _rows = null;
    }

    public override int Rows { get; }

    internal override bool AreOnDisk => _all.AreOnDisk;

    internal override int BytesOfRow => _all.BytesOfRow;

    internal override int SourceRow(int row) => _all.SourceRow(Place(row));

    // Rows that lie close together in their order are read with those between them; others would have to be read one by one.
    internal override void ReadAhead(int start, int count, Span<byte> scratch)
    {
        const int mostBetween = 8;
        if (!AreOnDisk || count == 0) return;
        int first = Place(start), last = Place(start + count - 1);
        if (last >= first && last - first < (long)mostBetween * count) _all.ReadAhead(first, last - first + 1, scratch);
    }

    /// <summary>The same rows of other features with as many rows as those selected from.</summary>
    public SelectedFeatures Of(Features all) => new(this, all);

    /// <summary>What was selected from.</summary>
    public Features All => _all;

    private SelectedFeatures(SelectedFeatures same, Features all)
    {
        (_all, _rows, _first, Rows) = (all, same._rows, same._first, same.Rows);
        Shape = all.Shape;
    }

    private int Place(int row) => _rows is { } rows ? rows[row] : (uint)row < (uint)Rows ? _first + row
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Rows} rows.");

    private static bool LieSideBySide(int[] rows)
    {
        for (int i = 1; i < rows.Length; i++)
            if (rows[i] != rows[0] + i) return false;
        return rows.Length > 0;
    }

    public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
    {
        int[] mapped = s_mapped is { } kept && kept.Length >= rows.Length ? kept : s_mapped = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) mapped[i] = Place(rows[i]);
        _all.Gather(mapped.AsSpan(0, rows.Length), destination, workers);
    }
}
