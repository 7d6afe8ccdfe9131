namespace Glia.Data.Mapped;

/// <summary>Which part a row is of, where rows of several parts are counted through.</summary>
internal sealed class RowParts
{
    private readonly int[] _starts;
    [ThreadStatic] private static int[]? s_own;

    /// <param name="rows">The rows of each part.</param>
    /// <exception cref="GliaException">There are more rows than can be counted.</exception>
    public RowParts(int[] rows)
    {
        _starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            long end = (long)_starts[i] + rows[i];
            _starts[i + 1] = end <= Array.MaxLength
                ? (int)end
                : throw new GliaException($"The parts of the data have more than {Array.MaxLength:N0} rows together; leave some out.");
        }
    }

    /// <summary>How many rows all have.</summary>
    public int Rows => _starts[^1];

    /// <summary>The first row of a part.</summary>
    public int Start(int part) => _starts[part];

    /// <summary>The part of a row.</summary>
    public int PartOf(int row)
    {
        int part = 0;
        while (part < _starts.Length - 2 && row >= _starts[part + 1]) part++;
        return part;
    }

    /// <summary>The longest beginning of some rows that is of one part, as rows of that part. It is overwritten by the next call.</summary>
    public ReadOnlySpan<int> Run(ReadOnlySpan<int> rows, out int part)
    {
        part = PartOf(rows[0]);
        (int start, int end) = (_starts[part], _starts[part + 1]);
        int count = 1;
        while (count < rows.Length && rows[count] >= start && rows[count] < end) count++;
        if (start == 0) return rows[..count];
        int[] own = s_own is { } kept && kept.Length >= count ? kept : s_own = new int[count];
        for (int i = 0; i < count; i++) own[i] = rows[i] - start;
        return own.AsSpan(0, count);
    }
}
