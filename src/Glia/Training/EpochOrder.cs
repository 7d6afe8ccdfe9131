using Glia.Kernels;
using Glia.Random;

namespace Glia.Training;

/// <summary>
/// The rows of an epoch in random order, window by window. It depends on the seed and the epoch's number alone, so that any window can be
/// made again.
/// </summary>
internal sealed class EpochOrder
{
    // Lanes from the top belong to nobody else: layers count from 0.
    internal const uint RowLane = uint.MaxValue, BlockLane = uint.MaxValue - 2;

    private readonly ulong _seed;
    private readonly int _block, _rows;
    private readonly int[] _starts;   // the place of each window's first row in the epoch, and the end
    private readonly int[] _window;
    private (int Epoch, int Window) _made = (-1, -1);

    /// <param name="rows">How many rows there are.</param>
    /// <param name="window">How many are mixed at a time.</param>
    /// <param name="seed">The seed of the training.</param>
    public EpochOrder(int rows, ShuffleWindow window, ulong seed)
    {
        (_rows, _block, _seed) = (rows, window.Block, seed);
        int blocks = rows / _block, windows = Math.Clamp((int)(((long)rows + window.Rows - 1) / window.Rows), 1, Math.Max(1, blocks));
        _starts = new int[windows + 1];
        // As many blocks in each as can be; the rows that are no whole block stay last.
        for (int i = 1; i < windows; i++) _starts[i] = (int)((long)i * blocks / windows) * _block;
        _starts[windows] = rows;
        _window = new int[Enumerable.Range(0, windows).Max(i => _starts[i + 1] - _starts[i])];
    }

    /// <summary>How many windows an epoch has.</summary>
    public int Windows => _starts.Length - 1;

    /// <summary>The window in which a place of the epoch lies.</summary>
    public int WindowOf(int place)
    {
        int found = Array.BinarySearch(_starts, place);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The place of a window's first row.</summary>
    public int Start(int window) => _starts[window];

    /// <summary>The rows of a window in their order. They are overwritten by the next one.</summary>
    public ReadOnlySpan<int> Rows(int epoch, int window)
    {
        Span<int> rows = _window.AsSpan(0, _starts[window + 1] - _starts[window]);
        if (_made == (epoch, window)) return rows;
        int at = 0;
        foreach ((int start, int count) in Blocks(epoch, window))
            for (int i = 0; i < count; i++) rows[at++] = start + i;
        Shuffle(rows, epoch, (uint)window);
        _made = (epoch, window);
        return rows;
    }

    /// <summary>The runs of rows, side by side in the data, that a window is made of.</summary>
    public IEnumerable<(int Start, int Count)> Blocks(int epoch, int window)
    {
        if (Windows == 1)
        {
            yield return (0, _rows);
            yield break;
        }
        int blocks = _rows / _block, first = _starts[window] / _block, end = window + 1 < Windows ? _starts[window + 1] / _block : blocks;
        var order = new Bijection(blocks, new RandomStream(_seed, (uint)epoch, BlockLane));
        for (int i = first; i < end; i++) yield return (order[i] * _block, _block);
        if (end == blocks && _rows % _block is > 0 and var left) yield return (blocks * _block, left);
    }

    // Fisher-Yates; four draws a block. The multiply-shift maps 32 bits to 0..i with a bias below i/2^32 (Lemire, TOMACS 2019).
    private void Shuffle(Span<int> rows, int epoch, uint window)
    {
        uint c0 = 0, c1 = 0, c2 = 0, c3 = 0;
        for (int i = rows.Length - 1, draw = 0; i > 0; i--, draw++)
        {
            if (draw % 4 == 0)
            {
                (c0, c1, c2, c3) = ((uint)(draw / 4), window, (uint)epoch, RowLane);
                Philox.Next((uint)_seed, (uint)(_seed >> 32), ref c0, ref c1, ref c2, ref c3);
            }
            uint word = (draw % 4) switch { 0 => c0, 1 => c1, 2 => c2, _ => c3 };
            int j = (int)(((ulong)word * (uint)(i + 1)) >> 32);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
    }
}
