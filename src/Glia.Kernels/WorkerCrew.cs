using System.Runtime.ExceptionServices;

namespace Glia.Kernels;

/// <summary>The threads behind <see cref="Workers"/>, which do not keep it alive.</summary>
internal sealed unsafe class WorkerCrew
{
    // The gate, one word so that joining a job is one exchange: | job number | open | how many helpers are inside |.
    private const long Inside = 0xFFFF;
    private const long Open = 0x1_0000;
    private const long NextJob = 0x2_0000;

    // A helper looks this often for the next job before it parks: some tens of microseconds, longer than the gap between two kernels.
    private const int SpinsBeforeParking = 2000;

    // Counters of different threads must not share a cache line, nor the pair of lines that the processor fetches together.
    private const int CounterStride = 32;

    private readonly int _threads;
    private readonly int[] _next;
    private readonly object _parking = new();
    private long _gate;
    private int _parked;
    private int _busy;
    private volatile bool _stopping;
    private delegate*<void*, int, void> _run;
    private void* _job;
    private int _tiles;
    private Exception? _failure;

    internal WorkerCrew(int threads)
    {
        _threads = threads;
        _next = new int[(threads + 1) * CounterStride];
        for (int i = 1; i < threads; i++)
        {
            int helper = i;
            new Thread(() => Help(helper)) { IsBackground = true, Name = "Glia worker" }.Start();
        }
    }

    internal void Stop()
    {
        _stopping = true;
        lock (_parking)
            Monitor.PulseAll(_parking);
    }

    /// <summary>Takes the crew, unless a job is running on it.</summary>
    internal bool TryEnter() => Volatile.Read(ref _busy) == 0 && Interlocked.Exchange(ref _busy, 1) == 0;

    /// <summary>Runs all tiles. The caller has entered, and leaves by returning.</summary>
    internal void Work(delegate*<void*, int, void> run, void* job, int tiles)
    {
        _run = run;
        _job = job;
        _tiles = tiles;
        _failure = null;
        for (int range = 0; range < _threads; range++)
            Volatile.Write(ref Next(range), RangeStart(range));

        // Closed and empty since the last job, so nobody else writes the gate now.
        Interlocked.Exchange(ref _gate, _gate + NextJob + Open);
        if (Volatile.Read(ref _parked) > 0)
        {
            lock (_parking)
                Monitor.PulseAll(_parking);
        }

        DoTiles(0);

        // No helper may come in any more; those inside are each in the middle of their last tile.
        Interlocked.And(ref _gate, ~Open);
        SpinWait wait = default;
        while ((Volatile.Read(ref _gate) & Inside) != 0)
            wait.SpinOnce(sleep1Threshold: -1);

        Exception? failure = _failure;
        Volatile.Write(ref _busy, 0);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private void Help(int helper)
    {
        long seen = 0;
        while (WaitForJob(ref seen))
        {
            DoTiles(helper);
            Interlocked.Decrement(ref _gate);
        }
    }

    /// <summary>Waits until a new job is open and joins it; false when the crew stops.</summary>
    private bool WaitForJob(ref long seen)
    {
        int spins = 0;
        while (!_stopping)
        {
            long gate = Volatile.Read(ref _gate);
            long number = gate / NextJob;
            if (number != seen && (gate & Open) != 0)
            {
                if (Interlocked.CompareExchange(ref _gate, gate + 1, gate) == gate)
                {
                    seen = number;
                    return true;
                }
            }
            else if (++spins < SpinsBeforeParking)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Park(seen);
                spins = 0;
            }
        }

        return false;
    }

    private void Park(long seen)
    {
        lock (_parking)
        {
            // Counted first and looked at the gate after: the caller opens the gate first and looks at the count after,
            // so one sees the other.
            Interlocked.Increment(ref _parked);
            long gate = Volatile.Read(ref _gate);
            if (!_stopping && ((gate & Open) == 0 || gate / NextJob == seen))
                Monitor.Wait(_parking);
            Interlocked.Decrement(ref _parked);
        }
    }

    /// <summary>Does the tiles of one's own range, in order, then helps with the others'.</summary>
    /// <remarks>Own ranges keep a thread on the same rows from one kernel to the next, so that they stay in its cache.</remarks>
    private void DoTiles(int self)
    {
        try
        {
            for (int i = 0; i < _threads; i++)
            {
                int range = (self + i) % _threads;
                int end = RangeStart(range + 1);
                ref int next = ref Next(range);
                while (Volatile.Read(ref next) < end && Volatile.Read(ref _failure) is null)
                {
                    int tile = Interlocked.Increment(ref next) - 1;
                    if (tile < end)
                        _run(_job, tile);
                }
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private int RangeStart(int range) => (int)((long)_tiles * range / _threads);

    private ref int Next(int range) => ref _next[(range + 1) * CounterStride];
}
