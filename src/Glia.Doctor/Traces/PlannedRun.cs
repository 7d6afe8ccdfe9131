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

    // Where nobody knows how many steps follow, a copy is believed from so many rows on: fewer are learned by heart. Convention.
    private const int FewestRows = 16;

    // How far the copy's step may be from the recorded one: a small penalty is left out; and how often its length is adjusted. Convention.
    private const double SameStep = 0.05, SmallGuess = 1e-3;
    private const int Rounds = 6;

    private readonly SlipTrial _trial;
    private readonly LayerWeights[] _start;
    private readonly IReadOnlyList<Slip> _slips;
    private readonly StepSize _size;
    private readonly Dictionary<(double Times, int Steps, int Seed), Learning> _known = [];
    private (double Times, Learning[] Learned)? _planned;

    private PlannedRun(Reading reading, SlipTrial trial, IReadOnlyList<Slip> slips, StepSize size, long left)
    {
        (_trial, _slips, Left) = (trial, slips, left);
        _start = [.. reading.Trace.Before];
        _size = size.Times(1 / (1 - Math.Clamp(reading.Trace.Momentum ?? 0, 0, 0.99)));
        Steps = (int)Math.Min(left, trial.Steps);
    }

    /// <summary>The steps that are still to come.</summary>
    public long Left { get; }

    /// <summary>How many steps a copy makes in their place. Small steps add up: fewer that are longer lead as far.</summary>
    public int Steps { get; }

    /// <summary>How many times as long as the recorded step one of a copy is.</summary>
    public double Longer => (double)Left / Steps;

    /// <summary>
    /// What copies learn as planned, one a seed. Fewer longer steps may fail where those of the program lead on; then it is what the first
    /// of those have learned.
    /// </summary>
    public double[] AsPlanned => NotBelowZero(Planned.Learned);

    /// <summary>The same by the rows whose class is right, on average.</summary>
    public double AnswersAsPlanned => Planned.Learned.Average(one => one.Answers);

    /// <summary>How many times as long as the recorded step the steps of <see cref="AsPlanned"/> are.</summary>
    public double TimesAsPlanned => Planned.Times;

    /// <summary>Whether the copies go as far as the program: if not, it may learn more than they.</summary>
    public bool GoesAsFar => Planned.Times == Longer;

    /// <summary>Whether the program makes mistakes that its copies make as well.</summary>
    public bool HasSlips => _slips.Count > 0;

    /// <summary>How many steps a copy can make at most.</summary>
    public int MostSteps => _trial.Steps;

    /// <summary>
    /// The planned run of a trace, of at least so many steps where nobody knows how many; null where the program did not say how many
    /// steps it makes or they are over, and where a copy cannot make the recorded step.
    /// </summary>
    public static PlannedRun? Of(Reading reading)
    {
        var trace = reading.Trace;
        if ((trace.Steps ?? trace.StepsAtLeast) - (trace.Step ?? 0) is not (> 0 and var left)
            || trace.Optimizer is not (null or "sgd" or "gd") || trace.ClipNorm is not null
            || SlipTrial.OfRecorded(reading) is not { Steps: >= LeastSteps } trial)
            return null;
        if (trace.Steps is null && (trace.TrainX?.Rows ?? trace.Rows) < FewestRows) return null;
        Slip[] slips = [.. reading.Slips, .. reading.Steps.Where(step => step.StandsStill(trace.LearningRate))
            .Select(step => Slip.Still(step.Layer, step.Name[0] == 'b'))];
        return Recorded(reading, trial, slips) is { } size ? new(reading, trial, slips, size, left) : null;
    }

    /// <summary>How much a copy learns of its own rows, with steps so many times as long, in so many steps.</summary>
    public double Learned(double times, int steps, int seed = 1) => Math.Max(0, Copy(times, steps, seed).Skill);

    /// <summary>The same with the batches of several seeds.</summary>
    public double[] AllLearned(double times, int steps) => NotBelowZero(Copies(times, steps));

    /// <summary>Whether steps so many times as long throw a copy out of the numbers.</summary>
    public bool IsThrown(double times) => double.IsInfinity(Copy(times, Steps, 1).Skill);

    /// <summary>How much copies learn without the mistakes that were read, with steps so many times as long.</summary>
    public double[] WithoutSlips(double times, int steps) =>
        NotBelowZero(OfSeeds(seed => _trial.LearnedFrom(_start, [], _size.Times(times), steps, seed), !_trial.TakesAllRows));

    /// <summary>How much copies learn as planned from weights that are drawn as Glorot and He do.</summary>
    public double[] FromFresh() =>
        NotBelowZero(OfSeeds(seed => _trial.LearnedFrom(_trial.Fresh(seed), _slips, _size.Times(Longer), Steps, seed), true));

    /// <summary>How much copies of another network learn from weights drawn anew, at the one of some rates that suits them best.</summary>
    /// <param name="trial">The other network.</param>
    /// <param name="times">How many times as long as the recorded step those of a copy are, rate by rate.</param>
    /// <param name="steps">How many it makes.</param>
    public double[] FromFresh(SlipTrial trial, IEnumerable<double> times, int steps)
    {
        StepSize free = _size with { Decay = WeightDecay.None };
        Learning One(double times, int seed) => trial.LearnedFrom(trial.Fresh(seed), [], free.Times(times), steps, seed);
        double best = times.MaxBy(one => One(one, 1).Skill);
        return NotBelowZero(OfSeeds(seed => One(best, seed), true));
    }

    private (double Times, Learning[] Learned) Planned => _planned ??= AsFarAsCanBe();

    private (double, Learning[]) AsFarAsCanBe()
    {
        var whole = Copies(Longer, Steps);
        if (Longer == 1 || Skill(whole) >= 1 - Gap) return (Longer, whole);
        var first = Copies(1, Steps);
        return Skill(first) > Skill(whole) ? (1, first) : (Longer, whole);
    }

    private Learning[] Copies(double times, int steps) => OfSeeds(seed => Copy(times, steps, seed), !_trial.TakesAllRows);

    private Learning Copy(double times, int steps, int seed)
    {
        if (!_known.TryGetValue((times, steps, seed), out var learned))
            _known[(times, steps, seed)] = learned = _trial.LearnedFrom(_start, _slips, _size.Times(times), steps, seed);
        return learned;
    }

    // Where nothing is drawn one copy stands for all.
    private static Learning[] OfSeeds(Func<int, Learning> copy, bool differ) => differ
        ? [.. Enumerable.Range(1, Seeds).Select(copy)] : [.. Enumerable.Repeat(copy(1), Seeds)];

    private static double Skill(Learning[] learned) => learned.Average(one => one.Skill);

    // How much worse than guessing a copy ends says nothing.
    private static double[] NotBelowZero(Learning[] learned) => [.. learned.Select(one => Math.Max(0, one.Skill))];

    /// <summary>
    /// How far the recorded step went, if a copy that goes as far makes the recorded step.
    /// </summary>
    /// <param name="reading">The step.</param>
    /// <param name="trial">A trial of it.</param>
    /// <param name="slips">The mistakes that were read from it.</param>
    public static StepSize? Recorded(Reading reading, SlipTrial trial, IReadOnlyList<Slip> slips)
    {
        if (reading.AfterStep is not { } after) return null;
        var decay = WeightDecay.Of(reading);
        // What the decay takes off is known; what is left of the step is the gradient's.
        LayerWeights[] left = [.. reading.Trace.Before.Select((layer, l) => decay.Applied(layer, l + 1))];
        double[] recorded = [.. Changes(left, after)];
        double multiple = 1, rest = 0;
        // A mistake that looks at the updated weights is no multiple of itself: the first guess is that of a step without mistakes.
        for (int round = 0; round < Rounds; round++)
        {
            if (trial.Step(round == 0 ? [] : slips, new(multiple, decay)) is not { } step) return null;
            double[] copied = [.. Changes(left, step)];
            if (recorded.Length != copied.Length) return null;
            double square = copied.Sum(value => value * value);
            // A step without mistakes may be none, as of an output that is dead: then the first guess is a small one with them.
            if (square == 0 && round == 0 && slips.Count > 0)
            {
                multiple = reading.Rate ?? SmallGuess;
                continue;
            }
            // What is dead stands still in either.
            if (square == 0) return Array.TrueForAll(recorded, change => change == 0) && reading.Rate is { } rate
                ? new(rate * Math.Abs(reading.GradientFactor ?? reading.Factor ?? 1), decay) : null;
            double scale = recorded.Zip(copied, (r, c) => r * c).Sum() / square;
            rest = recorded.Zip(copied, (r, c) => Math.Pow(r - (scale * c), 2)).Sum();
            if (scale == 0) return null;
            multiple *= scale;
            if (round > 0 && Math.Abs(scale - 1) < SameStep) break;
        }
        return rest <= SameStep * SameStep * recorded.Sum(value => value * value) ? new(multiple, decay) : null;
    }

    private static IEnumerable<double> Changes(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after) =>
        before.Zip(after).SelectMany(layer => Changes(layer.First.Kernel, layer.Second.Kernel)
            .Concat(layer is { First.Bias: { } from, Second.Bias: { } to } ? Changes(from, to) : []));

    private static IEnumerable<double> Changes(Matrix before, Matrix after) => before.Values.Zip(after.Values, (from, to) => to - from);
}
