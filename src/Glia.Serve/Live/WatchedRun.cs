using System.Diagnostics;
using System.Text;

namespace Glia.Serve.Live;

/// <summary>A run that readers watch: each asks for its newest state, which is made once for all of them.</summary>
internal abstract class WatchedRun
{
    // Within an epoch curves are drawn again once a second: an epoch wakes readers by itself.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // With every step there is a newer state: readers who ask so soon after each other share one, with no epoch between for longer. So
    // however many look at however quick epochs, there are some thirty states a second at most.
    private static readonly TimeSpan s_shared = TimeSpan.FromMilliseconds(30), s_sharedWithin = TimeSpan.FromMilliseconds(100);

    // So that no event of an earlier server is taken for one of this.
    private readonly string _server = Guid.NewGuid().ToString("N")[..8];
    private readonly Lock _making = new();
    private TaskCompletionSource _next = NewSource();
    private int _wakes;
    private (string Version, ReadOnlyMemory<byte> Event) _made = ("", default);
    private long _madeAt;
    private int _madeAfter = -1;

    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it can be stopped, and its learning rate changed.</summary>
    public virtual bool IsOwn => false;

    /// <summary>How often readers were woken.</summary>
    public int Wakes => Volatile.Read(ref _wakes);

    /// <summary>How it stands.</summary>
    public abstract RunState Read();

    /// <summary>Its newest state as an event, and the version of that state: another one means that something changed.</summary>
    /// <param name="seen">The version that whoever asks has; empty for none.</param>
    public (string Version, ReadOnlyMemory<byte> Event) Newest(string seen)
    {
        lock (_making)
        {
            int wakes = Wakes;
            TimeSpan age = Stopwatch.GetElapsedTime(_madeAt);
            bool isOfNow = wakes == _madeAfter;
            if (_madeAfter >= 0 && age < (isOfNow ? s_sharedWithin : s_shared) && (isOfNow || seen != _made.Version)) return _made;
            string version = $"{_server}-{Stamp()}";
            if (version != _made.Version)
            {
                (_madeAt, _madeAfter) = (Stopwatch.GetTimestamp(), wakes);
                byte[] head = Encoding.UTF8.GetBytes($"id: {version}\nevent: state\ndata: ");
                _made = (version, (byte[])[.. head, .. Read().ToJson().Span, .. "\n\n"u8]);
            }
            return _made;
        }
    }

    /// <summary>Waits until something changed that is to be seen at once, or for a moment.</summary>
    /// <param name="wakes">What <see cref="Wakes"/> was before the state was asked for: what came since then is not waited for.</param>
    /// <param name="end">Ends the waiting.</param>
    public async Task Wait(int wakes, CancellationToken end)
    {
        Task next = Volatile.Read(ref _next).Task;
        if (Wakes != wakes) return;
        // A moment that went by is no failure, and no timer is left behind.
        await next.WaitAsync(s_pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.ThrowIfCancellationRequested();
    }

    /// <summary>Differs whenever the state does.</summary>
    protected abstract string Stamp();

    /// <summary>Wakes all readers. Never waits for one: they go on elsewhere.</summary>
    protected void Wake()
    {
        Interlocked.Increment(ref _wakes);
        Interlocked.Exchange(ref _next, NewSource()).SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
