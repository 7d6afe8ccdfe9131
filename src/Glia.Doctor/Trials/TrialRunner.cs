using Glia.Doctor.Findings;
using Glia.Kernels;

namespace Glia.Doctor.Trials;

/// <summary>
/// Where variants of one patient are tried under equal conditions: the same rows to measure on, the same number of steps.
/// </summary>
internal sealed class TrialRunner(TargetView targets, int steps, Workers workers)
{
    private const int FewestMeasured = 400, MostMeasured = 2000;

    private readonly int _measuredRows = MeasuredRows(targets);
    private int _count;
    private (Variant? Patient, Trial? Run) _onTheWay;

    /// <summary>What the targets mean.</summary>
    public TargetView Targets => targets;

    /// <summary>The threads of a trial that is made alone.</summary>
    public Workers Workers => workers;

    /// <summary>The steps of one trial.</summary>
    public int Steps => steps;

    /// <summary>How many trials were run.</summary>
    public int Count => _count;

    /// <summary>
    /// Where variants are tried for all the steps that are planned; null where that is done here, or would take too long.
    /// </summary>
    public TrialRunner? ToTheEnd(Variant patient) => steps < patient.PlannedSteps && WholeRun.IsAffordable(patient)
        ? new TrialRunner(targets, (int)patient.PlannedSteps, workers) { _count = _count }
        : null;

    /// <summary>Runs a variant; null if it cannot be built.</summary>
    public Trial? Try(Variant variant, double stepsFactor = 1) => TryFor(variant, StepsOf(stepsFactor));

    /// <summary>Runs a variant for so many steps; null if it cannot be built.</summary>
    public Trial? TryFor(Variant variant, int count, Workers? crew = null, bool whole = false, CancellationToken unwanted = default)
    {
        try
        {
            Interlocked.Increment(ref _count);
            var rows = new ReferenceRows(variant.Data, targets, _measuredRows, variant.Options.ClassWeight);
            return Trial.Run(variant, count, rows, crew ?? workers, whole, unwanted: unwanted);
        }
        catch (GliaException)
        {
            return null;
        }
    }

    /// <summary>Runs a variant with one change; null if that cannot be built.</summary>
    public Trial? Try(Variant variant, Change change) => TryEach(variant, [change])[0].Trial;

    /// <summary>Runs a variant with each of some changes, as many at a time as there are threads.</summary>
    /// <returns>In the order of the changes: what each made of the variant, and its run; no run where it cannot be built.</returns>
    public IReadOnlyList<(Change Change, Variant After, Trial? Trial)> TryEach(Variant variant, IReadOnlyList<Change> changes)
    {
        var tried = new (Change, Variant, Trial?)[changes.Count];
        // One alone has all threads; of several each has one.
        Workers crew = changes.Count > 1 ? Workers.Single : workers;
        Parallel.For(0, changes.Count, new ParallelOptions { MaxDegreeOfParallelism = workers.Threads }, i =>
        {
            try
            {
                Variant after = changes[i].Apply(variant);
                tried[i] = (changes[i], after, TryFor(after, StepsOf(changes[i].StepsFactor), crew));
            }
            catch (GliaException)
            {
                tried[i] = (changes[i], variant, null);
            }
        });
        return tried;
    }

    /// <summary>Runs a variant for so many steps without some rows and measures it on these; null if it cannot be built.</summary>
    public Trial? TryHeldBack(Variant variant, int count, Workers crew, int turn = 0, bool halfway = false)
    {
        try
        {
            var (learned, judged) = HeldRows.Split(variant.Data.Rows, targets, turn);
            Interlocked.Increment(ref _count);
            var yardstick = new ReferenceRows(variant.Data, targets, judged, variant.Options.ClassWeight);
            return Trial.Run(variant with { Data = variant.Data.Select(learned) }, count, yardstick, crew, halfway: halfway);
        }
        catch (GliaException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a run gets somewhere or is on the way there, as one of the length that was looked at shows without the rows it is judged on:
    /// a lead at its beginning says nothing then.
    /// </summary>
    /// <param name="patient">The run as it is.</param>
    /// <param name="asItIs">What was looked at.</param>
    /// <param name="goal">What it should reach, of what can be learned.</param>
    public bool GetsThere(Variant patient, Trial asItIs, double goal)
    {
        if (!ReferenceEquals(_onTheWay.Patient, patient))
            _onTheWay = (patient, TryHeldBack(patient, (int)asItIs.Steps, workers, halfway: true));
        return _onTheWay.Run is { } run && (run.Skill >= goal
            || TwinRuns.Arrives(run.Halfway.Skill, run.Skill, goal, (double)run.Steps / patient.PlannedSteps));
    }

    /// <summary>Trains a variant and its changed copy in pairs; null if the change cannot be made.</summary>
    public TwinRuns? Twins(Variant variant, Change change)
    {
        try
        {
            return Twins(variant, change.Apply(variant), score => score.Skill);
        }
        catch (GliaException)
        {
            return null;
        }
    }

    /// <summary>Trains two variants in pairs and compares a figure of theirs; null if one cannot be run.</summary>
    public TwinRuns? Twins(Variant variant, Variant changed, Func<Score, double> figure) =>
        TwinRuns.Run(variant, changed, targets, figure, workers);

    // As many as tell a fifth of what can be learned from chance:
    // three standard errors of a share that one class has nearly alone need many.
    private static int MeasuredRows(TargetView targets)
    {
        if (!targets.HasClasses) return FewestMeasured;
        double most = (double)targets.Counts().Max() / targets.Labels.Count;
        return (int)Math.Clamp(9 * most / (1 - most) / (0.2 * 0.2), FewestMeasured, MostMeasured);
    }

    private int StepsOf(double factor) => Math.Max(1, (int)(steps * factor));

    /// <summary>
    /// Whether a run knows more than guessing does, beyond chance: by its share of right answers or, where classes are rare, by the mean
    /// share of each class.
    /// </summary>
    public static bool Learns(Trial trial) => trial.Skill > trial.Monitor.ReferenceRows.Noise
        || trial.End.Evenly > trial.Monitor.ReferenceRows.NoiseEvenly;

    /// <summary>The two runs as the proof of a change.</summary>
    /// <param name="before">The variant without the change.</param>
    /// <param name="asItWas">Its run.</param>
    /// <param name="after">The variant with it.</param>
    /// <param name="changed">Its run.</param>
    /// <param name="words">The change.</param>
    /// <param name="proven">Whether it made the difference.</param>
    /// <param name="also">What both were changed by before, in words; null if nothing.</param>
    public static Proof Prove(Variant before, Trial asItWas, Variant after, Trial changed, string words, bool proven, string? also = null)
    {
        // Pictures that are changed at random are harder to learn, and averages of weights have no curve of their own.
        bool comparable = before.Loss == after.Loss && before.Data.Targets == after.Data.Targets
            && before.Data.Augmentation == after.Data.Augmentation && before.Options.EmaMomentum == after.Options.EmaMomentum;
        return new Proof(words, comparable ? "training loss" : Proof.Skill,
            comparable ? asItWas.Curve : asItWas.Skills, comparable ? changed.Curve : changed.Skills, proven)
        {
            Also = also,
            OfSkill = !comparable,
            // A run whose numbers left the finite ones ended there.
            EqualSteps = asItWas.Steps == changed.Steps || asItWas.Monitor.NotFinite is not null,
        };
    }
}
