namespace Glia.Kernels;

/// <summary>Cuts neighbouring rows into strips of at most six, the micro-kernel's height.</summary>
/// <remarks>
/// A strip of one or two rows has too few independent sums to keep the multipliers busy and takes as long as four rows. So where one to
/// three rows are left over, the last two strips share: 128 rows are 20 strips of six and two of four.
/// </remarks>
internal readonly struct Strips
{
    private const int Most = 6;
    private readonly int _first;
    private readonly int _rows;
    private readonly int _lastHeight;

    internal Strips(int first, int rows)
    {
        _first = first;
        _rows = rows;
        Count = (rows + Most - 1) / Most;
        int left = rows - ((Count - 1) * Most);
        _lastHeight = Count > 1 && left <= 3 ? (left + Most) / 2 : left;
    }

    internal int Count { get; }

    /// <summary>The first row of a strip; for the strip after the last, the row after the last.</summary>
    internal int Start(int strip) => _first + (strip >= Count ? _rows : strip == Count - 1 ? _rows - _lastHeight : strip * Most);

    /// <summary>How many rows a strip has.</summary>
    internal int Height(int strip) => Start(strip + 1) - Start(strip);
}
