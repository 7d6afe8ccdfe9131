using Glia.Kernels;

namespace Glia.Training;

/// <summary>
/// Which rows each step sees. The order of an epoch depends on the seed and the epoch's number alone, so any epoch can be made again.
/// </summary>
internal sealed class BatchOrder
{
    // Lanes from the top belong to nobody else: layers count from 0.
    private const uint Lane = uint.MaxValue;

    private readonly int[] _rows;
    private readonly int[] _batch;
    private readonly FitOptions _options;
    private readonly ulong _seed;
    private int _epoch;

    public BatchOrder(int rows, FitOptions options, ulong seed)
    {
        (_options, _seed) = (options, seed);
        _rows = new int[rows];
        for (int i = 0; i < rows; i++) _rows[i] = i;
        BatchSize = options.Sampling == Sampling.Random ? options.RowsPerStep : Math.Min(options.RowsPerStep, rows);
        _batch = new int[BatchSize];
        StepsPerEpoch = options.StepsOfEpoch(rows);
    }

    /// <summary>Rows of a step.</summary>
    public int BatchSize { get; }

    public int StepsPerEpoch { get; }

    public void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        if (_options is not { Shuffle: true, Sampling: Sampling.Epoch }) return;
        for (int i = 0; i < _rows.Length; i++) _rows[i] = i;
        // Fisher-Yates; four draws a block. The multiply-shift maps 32 bits to 0..i with a bias below i/2^32 (Lemire, TOMACS 2019).
        uint c0 = 0, c1 = 0, c2 = 0, c3 = 0;
        for (int i = _rows.Length - 1, draw = 0; i > 0; i--, draw++)
        {
            if (draw % 4 == 0) Draw((uint)(draw / 4), ref c0, ref c1, ref c2, ref c3);
            uint word = (draw % 4) switch { 0 => c0, 1 => c1, 2 => c2, _ => c3 };
            int j = (int)(((ulong)word * (uint)(i + 1)) >> 32);
            (_rows[i], _rows[j]) = (_rows[j], _rows[i]);
        }
    }

    /// <summary>The rows of a step of the epoch, from 0. A run of more steps than the rows last begins again.</summary>
    public ReadOnlySpan<int> Rows(int step)
    {
        if (_options.Sampling == Sampling.Random)
        {
            for (int i = 0; i < BatchSize; i++)
            {
                uint c0 = 0, c1 = 0, c2 = 0, c3 = 0;
                Draw((uint)(step * (long)BatchSize + i), ref c0, ref c1, ref c2, ref c3);
                _batch[i] = (int)(((ulong)c0 * (uint)_rows.Length) >> 32);
            }
            return _batch;
        }
        int batches = (_rows.Length + BatchSize - 1) / BatchSize;
        int start = step % batches * BatchSize;
        return _rows.AsSpan(start, Math.Min(BatchSize, _rows.Length - start));
    }

    private void Draw(uint number, ref uint c0, ref uint c1, ref uint c2, ref uint c3)
    {
        (c0, c1, c2, c3) = (number, 0, (uint)_epoch, Lane);
        Philox.Next((uint)_seed, (uint)(_seed >> 32), ref c0, ref c1, ref c2, ref c3);
    }
}
