using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// The run that a program says it makes, made by copies of the recorded network: its steps at its rate from its weights, with all that was
/// read from the recorded step. Only a copy whose first step is the recorded one stands for the program.
/// </summary>
internal sealed class PlannedRun
{
    /// <summary>Of what is to be learned: with less than this nothing was learned. Convention.</summary>
    public const double Little = 0.3;

    /// <summary>A gap that is never passed over in silence, of what is to be learned. Convention.</summary>
    public const double Gap = 0.25;

    // A copy makes at most the steps that its work allows; below the least nothing is seen. Convention.
    private const int LeastSteps = 10, Seeds = 3;

    // How far the copy's step may be from the recorded one: a small penalty is left out. Convention.
    private const double SameStep = 0.05;

    private readonly SlipTrial _trial;
    private readonly LayerWeights[] _start;
    private readonly IReadOnlyList<Slip> _slips;
    private readonly double _multiple, _momentum;

    private PlannedRun(Reading reading, SlipTrial trial, IReadOnlyList<Slip> slips, double multiple, long left)
    {
        (_trial, _multiple, _slips, Left) = (trial, multiple, slips, left);
        _start = [.. reading.Trace.Before];
        _momentum = 1 / (1 - Math.Clamp(reading.Trace.Momentum ?? 0, 0, 0.99));
        Steps = (int)Math.Min(left, trial.Steps);
    }

    /// <summary>The steps that are still to come.</summary>
    public long Left { get; }

    /// <summary>How many steps a copy makes in their place. Small steps add up: fewer that are longer lead as far.</summary>
    public int Steps { get; }

    /// <summary>How many times as long as the recorded step one of a copy is.</summary>
    public double Longer => (double)Left / Steps;

    /// <summary>Whether the program makes mistakes that its copies make as well.</summary>
    public bool HasSlips => _slips.Count > 0;

    /// <summary>How many steps a copy can make at most.</summary>
    public int MostSteps => _trial.Steps;

    /// <summary>
    /// The planned run of a trace; null where the program did not say how many steps it makes or they are over, and where a copy cannot
    /// make the recorded step.
    /// </summary>
    public static PlannedRun? Of(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.Steps - (trace.Step ?? 0) is not (> 0 and var left) || trace.Optimizer is not (null or "sgd" or "gd")
            || trace.ClipNorm is not null || SlipTrial.OfRecorded(reading) is not { Steps: >= LeastSteps } trial)
            return null;
        Slip[] slips = [.. reading.Slips, .. reading.Steps.Where(step => step.StandsStill(trace.LearningRate))
            .Select(step => Slip.Still(step.Layer, step.Name[0] == 'b'))];
        return Multiple(reading, trial, slips) is { } multiple ? new(reading, trial, slips, multiple, left) : null;
    }

    /// <summary>How much a copy learns of its own rows, with steps so many times as long, in so many steps.</summary>
    public double Learned(double times, int steps, int seed = 1) =>
        // How much worse than guessing it ends says nothing.
        Math.Max(0, _trial.LearnedFrom(_start, _slips, _multiple * _momentum * times, steps, seed));

    /// <summary>The same with the batches of several seeds.</summary>
    public double[] AllLearned(double times, int steps) => [.. Enumerable.Range(1, Seeds).Select(seed => Learned(times, steps, seed))];

    /// <summary>How much copies learn without the mistakes that were read, with steps so many times as long.</summary>
    public double[] WithoutSlips(double times, int steps) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => _trial.LearnedFrom(_start, [], _multiple * _momentum * times, steps, seed))];

    /// <summary>How much copies learn as planned from weights that are drawn as Glorot and He do.</summary>
    public double[] FromFresh() =>
        [.. Enumerable.Range(1, Seeds).Select(seed =>
            _trial.LearnedFrom(_trial.Fresh(seed), _slips, _multiple * _momentum * Longer, Steps, seed))];

    // What the recorded step multiplies the summed gradient of its batch with, if a copy with it makes the recorded step.
    private static double? Multiple(Reading reading, SlipTrial trial, IReadOnlyList<Slip> slips)
    {
        if (reading.AfterStep is not { } after || trial.Step(slips, 1) is not { } unit) return null;
        double[] recorded = [.. Changes(reading.Trace.Before, after)], copied = [.. Changes(reading.Trace.Before, unit)];
        if (recorded.Length != copied.Length) return null;
        double square = copied.Sum(value => value * value);
        double multiple = square == 0 ? 0 : recorded.Zip(copied, (r, c) => r * c).Sum() / square;
        double rest = recorded.Zip(copied, (r, c) => Math.Pow(r - (multiple * c), 2)).Sum(), all = recorded.Sum(value => value * value);
        return multiple != 0 && rest <= SameStep * SameStep * all ? multiple : null;
    }

    private static IEnumerable<double> Changes(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after) =>
        before.Zip(after).SelectMany(layer => Changes(layer.First.Kernel, layer.Second.Kernel)
            .Concat(layer is { First.Bias: { } from, Second.Bias: { } to } ? Changes(from, to) : []));

    private static IEnumerable<double> Changes(Matrix before, Matrix after) => before.Values.Zip(after.Values, (from, to) => to - from);
}
