using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>A fixed number of threads that share work: the caller and its helpers.</summary>
/// <remarks>
/// A training step hands over work dozens of times in a few hundred microseconds, so an idle thread first spins, and parks only when
/// nothing comes. Threads that are parked or held up elsewhere are never waited for: the caller does their tiles. Nothing needs
/// disposing: idle threads sleep, and they end when the pool is collected.
/// </remarks>
public sealed unsafe class Workers
{
    /// <summary>The most threads a pool may have.</summary>
    public const int MostThreads = 1024;

    private readonly WorkerCrew? _crew;

    /// <summary>Starts a pool.</summary>
    /// <param name="threads">How many threads work, the calling one included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is outside 1 to <see cref="MostThreads"/>.</exception>
    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MostThreads);
        Threads = threads;
        if (threads > 1)
            _crew = new WorkerCrew(threads);
    }

    /// <summary>Lets the crew's threads end.</summary>
    ~Workers() => _crew?.Stop();

    /// <summary>The pool that has the calling thread only.</summary>
    public static Workers Single { get; } = new(1);

    /// <summary>How many threads work, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>Runs every tile of a job and returns when all are done.</summary>
    /// <typeparam name="TJob">The job: a struct, so that handing it over allocates nothing.</typeparam>
    /// <param name="tiles">How many tiles there are.</param>
    /// <param name="job">The job. Each thread reads the same copy.</param>
    /// <remarks>
    /// A job started from inside a job, or by a second caller while the pool is busy, runs on its own thread alone. If tiles throw, one of
    /// the exceptions reaches the caller, and tiles not yet begun are left out.
    /// </remarks>
    public void For<TJob>(int tiles, in TJob job)
        where TJob : struct, IJob
    {
        TJob shared = job;
        if (tiles > 1 && _crew is { } crew && crew.TryEnter())
        {
            crew.Work(&RunTile<TJob>, Unsafe.AsPointer(ref shared), tiles);
            GC.KeepAlive(this);
            return;
        }

        for (int tile = 0; tile < tiles; tile++)
            shared.Run(tile);
    }

    // The job lives on the caller's stack, which neither moves nor goes away before Work returns.
    private static void RunTile<TJob>(void* job, int tile)
        where TJob : struct, IJob => Unsafe.AsRef<TJob>(job).Run(tile);
}
