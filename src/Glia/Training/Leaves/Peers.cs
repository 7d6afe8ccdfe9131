using System.Diagnostics;

namespace Glia.Training.Leaves;

/// <summary>
/// The other processes of a run, as the training loop sees them: what all decide together, and what is done when one of them is gone.
/// </summary>
/// <remarks>
/// A process that dies leaves the others waiting. Where the medium says so, they hear it as an error. Else whoever started them asks the
/// rest to end; one that waits cannot obey, so a timer looks after it.
/// </remarks>
internal sealed class Peers : IDisposable
{
    // How long after the asking a wait may last at least, and how many times as long as the longest before: until then the other process
    // may just be slow. Launchers end what does not obey after a second or more, Open MPI's among them.
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(400), LookEvery = TimeSpan.FromMilliseconds(50);
    private const int TimesLongest = 2;

    private readonly IProcessGroup _group;
    private readonly Action _save;
    private readonly CancellationTokenRegistration _asked;
    private readonly Lock _gate = new();
    private readonly int[] _one;
    private readonly float[] _own = new float[1], _all;
    private Timer? _timer;
    private long _entered;   // when the wait in progress began; 0 outside one
    private TimeSpan _longest;
    private bool _isLost;

    /// <summary>The peers of a run.</summary>
    /// <param name="group">What carries numbers.</param>
    /// <param name="save">Writes down where the run stands; called while it waits, so that nothing changes meanwhile.</param>
    /// <param name="end">Set where somebody asks this process to end.</param>
    public Peers(IProcessGroup group, Action save, CancellationToken end)
    {
        (_group, _save) = (group, save);
        _all = new float[group.Count];
        _one = new int[group.Count];
        Array.Fill(_one, 1);
        _asked = end.Register(() => _timer = new Timer(_ => Look(), null, LookEvery, LookEvery));
    }

    /// <inheritdoc cref="IProcessGroup.Rank"/>
    public int Rank => _group.Rank;

    /// <inheritdoc cref="IProcessGroup.Count"/>
    public int Count => _group.Count;

    /// <summary>The largest of what all processes say: what one of them wants, all do.</summary>
    /// <param name="own">What this one says, a small whole number.</param>
    public int Most(int own)
    {
        _own[0] = own;
        AllGather(_own, _all, _one);
        float most = own;
        foreach (float other in _all) most = Math.Max(most, other);
        return (int)most;
    }

    /// <inheritdoc cref="IProcessGroup.AllToAll"/>
    public void AllToAll(ReadOnlySpan<float> send, ReadOnlySpan<int> sendCounts, Span<float> receive, ReadOnlySpan<int> receiveCounts)
    {
        Enter();
        try
        {
            _group.AllToAll(send, sendCounts, receive, receiveCounts);
        }
        catch (GliaException)
        {
            SaveUnlessLost();
            throw;
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc cref="IProcessGroup.AllGather"/>
    public void AllGather(ReadOnlySpan<float> send, Span<float> receive, ReadOnlySpan<int> counts)
    {
        Enter();
        try
        {
            _group.AllGather(send, receive, counts);
        }
        catch (GliaException)
        {
            SaveUnlessLost();
            throw;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Nobody is waited for any more.</summary>
    public void Dispose()
    {
        _asked.Dispose();
        _timer?.Dispose();
    }

    private void Enter()
    {
        lock (_gate) _entered = Stopwatch.GetTimestamp();
    }

    private void Leave()
    {
        // Given up meanwhile: another thread writes down where the run stands, and then ends the process.
        while (Waited() is null) Thread.Sleep(LookEvery);

        TimeSpan? Waited()
        {
            lock (_gate)
            {
                if (_isLost) return null;
                TimeSpan waited = Stopwatch.GetElapsedTime(_entered);
                if (waited > _longest) _longest = waited;
                _entered = 0;
                return waited;
            }
        }
    }

    private void SaveUnlessLost()
    {
        lock (_gate)
        {
            if (_isLost) return;
            _entered = 0;
        }
        _save();
    }

    private void Look()
    {
        lock (_gate)
        {
            TimeSpan patience = TimesLongest * _longest;
            if (patience < LeastPatience) patience = LeastPatience;
            if (_isLost || _entered == 0 || Stopwatch.GetElapsedTime(_entered) < patience || _group.AreAllAlive) return;
            _isLost = true;
        }
        _save();
        _group.Abandoned();
    }
}
