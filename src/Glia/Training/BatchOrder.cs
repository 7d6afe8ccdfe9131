using Glia.Kernels;

namespace Glia.Training;

/// <summary>
/// Which rows each step sees. The order of an epoch depends on the seed and the epoch's number alone, so any epoch can be made again.
/// </summary>
internal sealed class BatchOrder
{
    private readonly int _rows;
    private readonly int[] _batch;
    private readonly FitOptions _options;
    private readonly ulong _seed;
    private readonly EpochOrder? _order;   // null where rows come as they lie, or are drawn
    private int _epoch;

    /// <param name="rows">How many rows there are.</param>
    /// <param name="options">How they are taken.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="window">How many rows are mixed at a time.</param>
    public BatchOrder(int rows, FitOptions options, ulong seed, ShuffleWindow window)
    {
        (_rows, _options, _seed) = (rows, options, seed);
        BatchSize = options.Sampling == Sampling.Random ? options.RowsPerStep : Math.Min(options.RowsPerStep, rows);
        _batch = new int[BatchSize];
        StepsPerEpoch = options.StepsOfEpoch(rows);
        if (options is { Shuffle: true, Sampling: Sampling.Epoch }) _order = new EpochOrder(rows, window, seed);
    }

    /// <summary>Rows of a step.</summary>
    public int BatchSize { get; }

    public int StepsPerEpoch { get; }

    /// <summary>The order of an epoch; null where rows come as they lie, or are drawn one by one.</summary>
    public EpochOrder? Shuffled => _order;

    /// <summary>Told which window of which epoch is begun, before its first row; null for nobody.</summary>
    public Action<int, int>? WindowBegins { get; set; }

    public void BeginEpoch(int epoch) => _epoch = epoch;

    /// <summary>The rows of a step of the epoch, from 0. A run of more steps than the rows last begins again.</summary>
    public ReadOnlySpan<int> Rows(int step)
    {
        if (_options.Sampling == Sampling.Random)
        {
            for (int i = 0; i < BatchSize; i++) _batch[i] = Drawn((uint)(step * (long)BatchSize + i));
            return _batch;
        }
        int batches = (int)(((long)_rows + BatchSize - 1) / BatchSize);
        int start = (int)((long)(step % batches) * BatchSize), count = Math.Min(BatchSize, _rows - start);
        if (_order is not null) return Shuffle(_order, start, count);
        for (int i = 0; i < count; i++) _batch[i] = start + i;
        return _batch.AsSpan(0, count);
    }

    private ReadOnlySpan<int> Shuffle(EpochOrder order, int start, int count)
    {
        for (int done = 0; ;)
        {
            int window = order.WindowOf(start + done);
            WindowBegins?.Invoke(_epoch, window);
            ReadOnlySpan<int> rows = order.Rows(_epoch, window)[(start + done - order.Start(window))..];
            int own = Math.Min(rows.Length, count - done);
            if (own == count) return rows[..count];
            // A batch at the end of a window begins in it and ends in the next.
            rows[..own].CopyTo(_batch.AsSpan(done));
            done += own;
            if (done == count) return _batch.AsSpan(0, count);
        }
    }

    private int Drawn(uint number)
    {
        (uint c0, uint c1, uint c2, uint c3) = (number, 0, (uint)_epoch, EpochOrder.RowLane);
        Philox.Next((uint)_seed, (uint)(_seed >> 32), ref c0, ref c1, ref c2, ref c3);
        return (int)(((ulong)c0 * (uint)_rows) >> 32);
    }
}
