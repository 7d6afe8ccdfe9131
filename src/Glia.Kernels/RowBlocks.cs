namespace Glia.Kernels;

/// <summary>
/// A rows x columns matrix in blocks of rows that fit the first-level cache, so that several passes over a block read memory once. Each
/// block is summed for itself and the blocks are added up in their order: the bits are the same at any number of threads.
/// </summary>
internal readonly struct RowBlocks
{
    // 32 KB; with very many columns no fewer rows than these, so that what is kept for each block stays small beside the matrix.
    private const int Numbers = 8192, LeastRows = 16;

    // Below this many numbers, handing work to a second thread costs more than it saves.
    private const int WorthSharing = 1 << 16;

    private readonly int _most;

    internal RowBlocks(int numbers, int columns)
    {
        (Columns, Rows) = (columns, numbers / columns);
        _most = Math.Max(LeastRows, Numbers / columns);
        Count = (Rows + _most - 1) / _most;
    }

    internal int Columns { get; }

    internal int Rows { get; }

    /// <summary>How many blocks there are.</summary>
    internal int Count { get; }

    /// <summary>The place of a block's first number.</summary>
    internal nint Start(int block) => (nint)block * _most * Columns;

    /// <summary>The rows of a block.</summary>
    internal int RowsOf(int block) => Math.Min(_most, Rows - (block * _most));

    /// <summary>Those of the threads for which the work is enough.</summary>
    internal Workers Sharing(Workers workers) => (long)Rows * Columns < WorthSharing ? Workers.Single : workers;
}
