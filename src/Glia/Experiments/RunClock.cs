using System.Diagnostics;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>How long a run took before it was ended and went on, as part of its checkpoints.</summary>
/// <param name="started">The timestamp from which the time of this process counts.</param>
internal sealed class RunClock(long started) : IStatefulObserver
{
    /// <summary>Seconds of the processes before this one, up to the checkpoint that it went on from.</summary>
    public double Earlier { get; private set; }

    /// <summary>Seconds of the whole run so far.</summary>
    public double Seconds => Earlier + Stopwatch.GetElapsedTime(started).TotalSeconds;

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public string StateName => "clock";

    /// <inheritdoc/>
    public void Save(StateWriter state) => state.Add("seconds", Seconds);

    /// <inheritdoc/>
    public void Load(StateReader state) => Earlier = state.Number("seconds");
}
