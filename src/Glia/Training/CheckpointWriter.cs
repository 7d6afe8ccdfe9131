using System.Diagnostics;

namespace Glia.Training;

/// <summary>Writes the checkpoints of a run when it is time, and counts what they cost.</summary>
/// <param name="options">How often, and who hears of it.</param>
/// <param name="slots">Where.</param>
/// <param name="bytes">How many bytes one has, about.</param>
/// <param name="save">Takes down the state.</param>
internal sealed class CheckpointWriter(Checkpoints options, CheckpointSlots slots, long bytes, Action<StateWriter> save)
{
    // What the first one is expected to take until it is known: so many bytes a second are little for a disk that is waited for.
    private const double LeastBytesPerSecond = 100e6;

    private readonly long _began = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp(), _steps;
    private int _epochs;
    private TimeSpan _spent, _next = TimeSpan.FromSeconds(bytes / LeastBytesPerSecond);
    private bool _told;

    /// <summary>Told after every step that was taken.</summary>
    public void StepDone()
    {
        _steps++;
        WriteIfDue();
    }

    /// <summary>Told when an epoch was evaluated and is over.</summary>
    public void EpochDone()
    {
        _epochs++;
        WriteIfDue();
    }

    /// <summary>Writes one now.</summary>
    public void Write()
    {
        if (options.Every.IsNever) return;
        long started = Stopwatch.GetTimestamp();
        string file = slots.NextFile;
        try
        {
            slots.Write(save);
            _told = false;
        }
        catch (GliaException error)
        {
            string why = (error.InnerException ?? error).Message.TrimEnd('.');
            string sentence = $"The checkpoint {file} cannot be written now: {why}. Training goes on, and writing is tried again.";
            if (!_told) options.Tell?.Invoke(sentence);
            _told = true;
        }
        // One that failed is not tried again before its time either.
        (_last, _steps, _epochs) = (Stopwatch.GetTimestamp(), 0, 0);
        _next = Stopwatch.GetElapsedTime(started, _last);
        _spent += _next;
    }

    private void WriteIfDue()
    {
        long now = Stopwatch.GetTimestamp();
        TimeSpan since = Stopwatch.GetElapsedTime(_last, now), elapsed = Stopwatch.GetElapsedTime(_began, now);
        if (options.Every.IsDue(since, _steps, _epochs, _spent + _next, elapsed)) Write();
    }
}
