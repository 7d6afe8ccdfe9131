using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// What copies of a traced network learn where each of their steps is given certain rows: so is seen what a loop costs that gives its steps
/// the wrong ones.
/// </summary>
internal sealed class GivenRows
{
    private readonly SlipTrial _trial;
    private readonly LayerWeights[] _start;
    private readonly IReadOnlyList<Slip> _slips;
    private readonly StepSize _size;

    private GivenRows(SlipTrial trial, Reading reading, StepSize size)
    {
        (_trial, _size) = (trial, size);
        (_start, _slips) = ([.. reading.Trace.Before], [.. reading.Slips]);
    }

    /// <summary>
    /// Copies that begin as the network of a trace and go on with steps like the recorded one; null where that step cannot be made again.
    /// </summary>
    /// <param name="step">The recorded step.</param>
    /// <param name="x">All rows that there are.</param>
    /// <param name="y">Their targets.</param>
    public static GivenRows? Of(Trace step, Matrix x, Matrix y)
    {
        Reading reading = TraceDoctor.Settled(step);
        // Reading the gradients shows the mistakes that the copies make as well.
        if (!reading.IsFinite || reading.Recorded.Count == 0 || SlipTrial.OfRecorded(reading) is not { } recorded
            || PlannedRun.Recorded(reading, recorded, reading.Slips) is not { } size
            || Targets.Of(y, step.Outs, step.Y) is not { Wide: { } wide, AllFinite: true } || !x.IsFinite) return null;
        return new GivenRows(recorded.On(x, wide), reading, size);
    }

    /// <summary>How many steps of so many rows can be waited for.</summary>
    /// <param name="rows">The rows of a step.</param>
    /// <param name="most">More are not asked for.</param>
    public int Affordable(int rows, long most) => _trial.Affordable(rows, most);

    /// <summary>What a copy has learned of all rows, of what is to be learned; 0 where it is worse than guessing.</summary>
    /// <param name="batches">The rows of the steps, in turn.</param>
    /// <param name="steps">How many steps it makes.</param>
    public double Learned(IReadOnlyList<int[]> batches, int steps) =>
        _trial.LearnedInTurn(_start, _slips, _size, batches, steps) is var skill && double.IsNaN(skill) ? 0 : Math.Max(0, skill);
}
