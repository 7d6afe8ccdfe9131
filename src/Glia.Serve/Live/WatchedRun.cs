namespace Glia.Serve.Live;

/// <summary>A run that readers watch: each asks for its newest state, which is made once for all of them.</summary>
internal abstract class WatchedRun
{
    // As often as curves within an epoch are worth drawing again.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(400);

    // So that no event of an earlier server is taken for one of this.
    private readonly string _server = Guid.NewGuid().ToString("N")[..8];
    private readonly Lock _making = new();
    private TaskCompletionSource _next = NewSource();
    private (string Version, ReadOnlyMemory<byte> Json) _made = ("", default);

    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it can be stopped, and its learning rate changed.</summary>
    public virtual bool IsOwn => false;

    /// <summary>How it stands.</summary>
    public abstract RunState Read();

    /// <summary>Its newest state as JSON, and the number of that state: another one means that something changed.</summary>
    public (string Version, ReadOnlyMemory<byte> Json) Newest()
    {
        lock (_making)
        {
            string version = $"{_server}-{Stamp()}";
            if (version != _made.Version) _made = (version, Read().ToJson());
            return _made;
        }
    }

    /// <summary>Waits until something changed that is to be seen at once, or for a moment.</summary>
    public async Task Wait(CancellationToken end)
    {
        Task next = Volatile.Read(ref _next).Task;
        await Task.WhenAny(next, Task.Delay(s_pause, end));
        end.ThrowIfCancellationRequested();
    }

    /// <summary>Differs whenever the state does.</summary>
    protected abstract string Stamp();

    /// <summary>Wakes all readers. Never waits for one: they go on elsewhere.</summary>
    protected void Wake() => Interlocked.Exchange(ref _next, NewSource()).SetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
