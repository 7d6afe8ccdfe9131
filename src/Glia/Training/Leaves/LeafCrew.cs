using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Random;

namespace Glia.Training.Leaves;

/// <summary>
/// Computes steps whose batches are cut into leaves: each leaf on one thread, all at once, so that a step has one fork and one join; then
/// the sum over the <see cref="LeafTree"/>.
/// </summary>
/// <remarks>
/// Layers that look at their batch as a whole look at each leaf: batch normalization over the rows of a leaf is what Hoffer et al. (NIPS
/// 2017) call ghost batch normalization. Its running averages move by the mean over the leaves, each as often as it has rows.
/// </remarks>
internal sealed class LeafCrew
{
    // Numbers of each leaf that are added up at a time: those of eight leaves fit a first-level cache.
    private const int Chunk = 1024;

    private readonly Trainer _trainer;
    private readonly int _leaves, _first, _batchSize;
    private readonly LeafExchange? _exchange;
    private readonly bool _together, _isMean;
    private readonly BatchMemory[] _memory;
    private readonly ParameterBlock[] _sums;   // where the gradients of each leaf are added up
    private readonly BatchFigures[] _figures;
    private readonly Parameter[] _statistics;
    private readonly int[] _rows;
    private Dataset _data = null!;   // of the step in progress, as what follows
    private uint _pass, _stream;
    private int _count;
    private float _nominal;
    private int _shown;

    /// <summary>Takes the memory for the leaves.</summary>
    /// <param name="trainer">Whose network.</param>
    /// <param name="leaves">Of one batch, a power of two.</param>
    /// <param name="batchSize">The most rows of one batch.</param>
    /// <param name="rows">The most rows of a step.</param>
    /// <param name="peers">The processes that share the leaves; null where this one has all.</param>
    public LeafCrew(Trainer trainer, int leaves, int batchSize, int rows, Peers? peers = null)
    {
        (_trainer, _leaves, _batchSize) = (trainer, leaves, Math.Min(batchSize, rows));
        _isMean = trainer.Loss.Reduction == Reduction.Mean;
        _rows = new int[rows];
        _figures = new BatchFigures[leaves];
        if (peers is not null) _exchange = new LeafExchange(peers, leaves, trainer.Network.Weights.All.Length);
        _first = _exchange?.First ?? 0;
        _memory = new BatchMemory[(_exchange?.End ?? leaves) - _first];
        // With fewer leaves than threads a leaf has all threads, and they come one after the other.
        _together = _memory.Length >= trainer.Workers.Threads;
        int most = LeafTree.MostRows(leaves, _batchSize);
        for (int own = 0; own < _memory.Length; own++)
            _memory[own] = new BatchMemory(trainer, most, _together ? Workers.Single : trainer.Workers, isLeaf: true);
        // Where a step has several batches, the gradients of a leaf are added up before those of the leaves are.
        _sums = _batchSize < rows
            ? [.. _memory.Select(_ => new ParameterBlock(trainer.Network.Parameters))]
            : [.. _memory.Select(memory => memory.Workspace.Gradients)];
        _statistics = [.. trainer.Network.Parameters.Where(parameter => !parameter.IsWeight)];
    }

    /// <summary>
    /// The memory of the first leaf here, with the gradients of the whole step; where the loss is not finite, of the first one where it
    /// is not.
    /// </summary>
    public Workspace Workspace => _memory[_shown].Workspace;

    /// <summary>Loss and gradients of the rows of a step. Where the loss is finite, running statistics have followed.</summary>
    /// <param name="data">Where the rows come from.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="pass">Which pass over the data.</param>
    /// <param name="stream">The random numbers of the first batch.</param>
    /// <param name="penalty">What is added to the loss.</param>
    /// <param name="workers">The threads to use.</param>
    public StepReport Gradients(Dataset data, ReadOnlySpan<int> rows, uint pass, uint stream, double penalty, Workers workers)
    {
        rows.CopyTo(_rows);
        (_data, _pass, _stream, _count) = (data, pass, stream, rows.Length);
        _nominal = _memory[0].AccuracyOf(data).Answers(rows.Length, default);
        if (_together) workers.For(_memory.Length, new LeafJob(this));
        else
        {
            for (int own = 0; own < _memory.Length; own++)
            {
                _memory[own].Workspace.Workers = workers;
                Compute(own);
            }
        }
        workers.For((_sums[0].All.Length + Chunk - 1) / Chunk, new SumJob(_sums, _first));
        if (_exchange is not null)
        {
            long step = _trainer.Steps;
            ulong hash = step % LeafExchange.HashEvery == 0 ? WeightsHash.Of(_trainer.Network.Weights.All) : 0;
            _exchange.Sum(_sums, _figures, hash, step);
        }
        _shown = Math.Max(0, Array.FindIndex(_figures, _first, _memory.Length, seen => !double.IsFinite(seen.Loss)) - _first);
        BatchFigures all = LeafTree.Sum(_figures);
        double answers = _isMean ? Math.Max(1, all.Answers) : 1, loss = (all.Loss / answers) + penalty;
        if (double.IsFinite(loss)) Close(all.Answers);
        int last = rows.Length - ((rows.Length - 1) / _batchSize * _batchSize);
        return new StepReport(0, rows.Length, loss, all.Hits, 0)
        {
            Answers = all.Answers,
            OwnLoss = _trainer.TargetScaler is null ? loss : all.OwnLoss / answers,
            LastRows = LeafTree.FirstRow(_first + _shown + 1, _leaves, last) - LeafTree.FirstRow(_first + _shown, _leaves, last),
        };
    }

    // All that a leaf has of the step, batch by batch.
    private void Compute(int own)
    {
        BatchMemory memory = _memory[own];
        ParameterBlock gradients = memory.Workspace.Gradients, sum = _sums[own];
        int leaf = _first + own;
        BatchFigures all = default;
        int done = 0;
        if (sum != gradients) sum.Clear();
        foreach (Parameter statistic in _statistics) _trainer.Network.Weights[statistic].CopyTo(gradients[statistic]);
        uint stream = _stream;
        for (int start = 0; start < _count; start += _batchSize, stream++)
        {
            int batch = Math.Min(_batchSize, _count - start);
            int first = LeafTree.FirstRow(leaf, _leaves, batch), count = LeafTree.FirstRow(leaf + 1, _leaves, batch) - first;
            if (count == 0) continue;
            var random = new RandomStream(_trainer.Seed, stream, 0) { FirstRow = first };
            BatchFigures seen = memory.Forward(_data, _rows.AsSpan(start + first, count), _pass, random);
            all += seen.Summed(_isMean);
            done += count;
            if (!double.IsFinite(seen.Loss)) break;
            memory.Backward(count, random, _isMean ? seen.Answers / _nominal : 1);
            if (sum != gradients) Elementwise.Add(sum.All, gradients.All, sum.All);
        }
        if (done == 0) sum.Clear();
        else FollowStatistics(gradients, sum, (float)done / _count);
        _figures[leaf] = all;
    }

    // How far they moved, so that what no batch changes stays as it is to the bit.
    private void FollowStatistics(ParameterBlock gradients, ParameterBlock sum, float share)
    {
        foreach (Parameter statistic in _statistics)
        {
            Span<float> before = _trainer.Network.Weights[statistic], after = gradients[statistic], moved = sum[statistic];
            for (int i = 0; i < moved.Length; i++) moved[i] = share * (after[i] - before[i]);
        }
    }

    // The sum becomes the gradient of the step, and the statistics follow.
    private void Close(int answers)
    {
        Span<float> sum = _sums[0].All, gradients = Workspace.Gradients.All;
        foreach (Parameter statistic in _statistics)
        {
            Span<float> moved = _sums[0][statistic];
            MovingAverage.Move(_trainer.Network.Weights[statistic], moved);
            moved.Clear();
        }
        // The leaves took every row for an answer; where a mask leaves some out, the mean is one over fewer.
        if (_isMean && answers != _nominal) Elementwise.Scale(_nominal / Math.Max(1, answers), sum, sum);
        if (_sums[0] != Workspace.Gradients) sum.CopyTo(gradients);
    }

    private readonly struct LeafJob(LeafCrew crew) : IJob
    {
        public void Run(int tile) => crew.Compute(tile);
    }

    // What of the tree lies in the leaves of this process.
    private readonly struct SumJob(ParameterBlock[] blocks, int first) : IJob
    {
        public void Run(int tile)
        {
            int start = tile * Chunk, count = Math.Min(Chunk, blocks[0].All.Length - start);
            for (int width = 1; width < blocks.Length; width *= 2)
            {
                int lowest = (first + (2 * width) - 1) / (2 * width) * (2 * width);
                for (int own = lowest - first; own + (2 * width) <= blocks.Length; own += 2 * width)
                {
                    Span<float> left = blocks[own].All.Slice(start, count);
                    Elementwise.Add(left, blocks[own + width].All.Slice(start, count), left);
                }
            }
        }
    }
}
