using Glia.Report;

namespace Glia.Serve.Live;

/// <summary>Something that the doctor examines, on a thread of its own; what was found stays until it has looked again.</summary>
/// <param name="examined">What is examined.</param>
internal sealed class Examination(Served.Examined examined) : WatchedRun, IDisposable
{
    private readonly Lock _seeing = new();
    private readonly CancellationTokenSource _end = new();
    private Thread? _thread;
    private ReportDocument? _report;
    private RunState _state = new(Mood.Open, "Not begun", "");
    private int _version;

    /// <inheritdoc/>
    public override string Name => examined.Name;

    /// <summary>What was found, null where nothing was yet, and how it stands.</summary>
    public (ReportDocument? Report, RunState State) Seen
    {
        get
        {
            lock (_seeing) return (_report, _state);
        }
    }

    /// <summary>Looks, unless it looks already.</summary>
    public void Begin()
    {
        lock (_seeing)
        {
            if (_state.IsRunning) return;
            _state = new RunState(Mood.Open, "Looking", "It is run and examined; what is found shows itself.") { IsRunning = true };
            _thread = new Thread(Look) { Name = "doctor", IsBackground = true };
            _thread.Start();
        }
        Changed();
    }

    /// <summary>Ends the examination and what it started, and waits for that.</summary>
    public void Dispose()
    {
        _end.Cancel();
        Thread? thread;
        lock (_seeing) thread = _thread;
        thread?.Join();
        _end.Dispose();
    }

    /// <inheritdoc/>
    public override RunState Read() => Seen.State;

    /// <inheritdoc/>
    protected override string Stamp() => $"{Volatile.Read(ref _version)}";

    private void Look()
    {
        ReportDocument? report = null;
        var state = new RunState(Mood.Good, "Done", "");
        try
        {
            report = examined.Examine(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            state = new RunState(Mood.Open, "Ended", "The server ended before it was examined.");
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            state = new RunState(Mood.Bad, "It could not be examined", error.Message);
        }
        lock (_seeing) (_report, _state) = (report, state);
        Changed();
    }

    private void Changed()
    {
        Interlocked.Increment(ref _version);
        Wake();
    }
}
