using Glia.Training;

namespace Glia.Mpi;

/// <summary>The processes that <c>mpirun</c> or <c>srun</c> started together with this one, which train one network.</summary>
/// <example>
/// <c>using MpiProcesses? processes = MpiProcesses.OfLauncher();</c> and <c>new FitOptions { Leaves = 8, Processes = processes }</c>
/// </example>
public sealed unsafe class MpiProcesses : IProcessGroup, IDisposable
{
    // How long another one leaves it to the first to end all, and, where it cannot be seen from here, to say why: launchers end what does
    // not end by itself a second or more after they asked.
    private static readonly TimeSpan s_precedence = TimeSpan.FromSeconds(10), s_firstWord = TimeSpan.FromMilliseconds(300);

    private readonly MpiLibrary _library;
    private readonly int[] _sendPlaces, _receivePlaces;
    private readonly Neighbours _neighbours;
    private bool _isOver;

    private MpiProcesses(MpiLibrary library, Launch launch, int rank, int count)
    {
        (_library, Rank, Count) = (library, rank, count);
        _sendPlaces = new int[count];
        _receivePlaces = new int[count];
        // Those on one machine share its processors, unless the launcher gave each its own.
        Threads = Math.Max(1, Environment.ProcessorCount / Math.Max(1, launch.OnThisMachine));
        _neighbours = Neighbours.Meet(this);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>How many threads each process should have, where nobody says otherwise.</summary>
    public int Threads { get; }

    /// <summary>
    /// What is done when another process is waited for in vain, before all are ended: <see cref="IProcessGroup.Abandoned"/>.
    /// </summary>
    public Action? WhenAbandoned { get; set; }

    /// <summary>
    /// Joins the processes that a launcher started, as its environment says: Open MPI's or MPICH's <c>mpirun</c>, Slurm's <c>srun</c>. The
    /// others wait for it; once only in a process.
    /// </summary>
    /// <returns>Null where this process was started alone.</returns>
    /// <exception cref="GliaException">There is no MPI library, or it is not that of the launcher.</exception>
    public static MpiProcesses? OfLauncher()
    {
        if (Launch.Read(Environment.GetEnvironmentVariable) is not { } launch) return null;
        var library = MpiLibrary.Load(Environment.GetEnvironmentVariable(MpiLibrary.Variable),
            Launch.IsMpich(Environment.GetEnvironmentVariable), launch);
        NativeMpi.Use(library);
        int code = NativeMpi.Init(0, 0, NativeMpi.Serialized, out int provided);
        if (code != NativeMpi.Success || provided < NativeMpi.Serialized)
            throw new GliaException($"{library.Name} cannot join the {launch.Count:N0} processes that {launch.Launcher} started (error " +
                $"{code}, threads {provided}); see whether {launch.Launcher} runs other MPI programs.");
        _ = NativeMpi.SetErrorHandler(library.World, library.ErrorsReturn);
        _ = NativeMpi.Rank(library.World, out int rank);
        _ = NativeMpi.Size(library.World, out int count);
        if (count == launch.Count) return new MpiProcesses(library, launch, rank, count);
        _ = NativeMpi.Finish();
        throw new GliaException($"{launch.Launcher} started {launch.Count:N0} processes, but {library.Name} sees {count:N0}: the two " +
            $"are of different makers. Start it with the {launch.Launcher} of that library, or name the other one in " +
            $"{MpiLibrary.Variable}.");
    }

    /// <inheritdoc/>
    public void AllToAll(ReadOnlySpan<float> send, ReadOnlySpan<int> sendCounts, Span<float> receive, ReadOnlySpan<int> receiveCounts)
    {
        Place(sendCounts, _sendPlaces);
        Place(receiveCounts, _receivePlaces);
        fixed (float* from = send, to = receive)
        fixed (int* counts = sendCounts, places = _sendPlaces, otherCounts = receiveCounts, otherPlaces = _receivePlaces)
            Check(NativeMpi.AllToAll(from, counts, places, _library.Float, to, otherCounts, otherPlaces, _library.Float, _library.World));
    }

    /// <inheritdoc/>
    public void AllGather(ReadOnlySpan<float> send, Span<float> receive, ReadOnlySpan<int> counts)
    {
        Place(counts, _receivePlaces);
        fixed (float* from = send, to = receive)
        fixed (int* all = counts, places = _receivePlaces)
            Check(NativeMpi.AllGather(from, send.Length, _library.Float, to, all, places, _library.Float, _library.World));
    }

    /// <summary>The largest of what all processes say.</summary>
    /// <param name="own">What this one says, a small whole number.</param>
    public int Most(int own)
    {
        var all = new float[Count];
        var one = new int[Count];
        Array.Fill(one, 1);
        AllGather([own], all, one);
        return (int)all.Max();
    }

    /// <inheritdoc/>
    public bool AreAllAlive => _neighbours.AreAllAlive;

    /// <inheritdoc/>
    public void Abandoned()
    {
        // The first one writes down where the run stands, and would be ended while it does; unless it is the one that is gone.
        bool leads = Rank == 0 || _neighbours.AreGoneBefore(Rank);
        if (!leads && _neighbours.IsFirstOfTheOthers(Rank)) Thread.Sleep(s_firstWord);
        if (leads || _neighbours.IsFirstOfTheOthers(Rank)) WhenAbandoned?.Invoke();
        if (!leads) Thread.Sleep(s_precedence);
        Abort(1);
    }

    /// <summary>Ends all processes at once, this one as well: for what none of the others can know.</summary>
    /// <param name="code">The exit code.</param>
    public void Abort(int code)
    {
        _isOver = true;
        _ = NativeMpi.Abort(_library.World, code);
    }

    /// <summary>Waits until all processes are done, and leaves.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        _ = NativeMpi.Finish();
    }

    private static void Place(ReadOnlySpan<int> counts, int[] places)
    {
        for (int rank = 1; rank < places.Length; rank++) places[rank] = checked(places[rank - 1] + counts[rank - 1]);
    }

    private static void Check(int code)
    {
        if (code != NativeMpi.Success)
            throw new GliaException(
                $"The connection to the other processes is lost (MPI error {code}): one of them ended, or a machine did.");
    }
}
