using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Finds the cause of a network that does not learn by changing one thing at a time: what helps as much as anything helps, and is no
/// cure-all, is the cause. What was suspected before and does not help is no cause.
/// </summary>
internal sealed class Differential(TrialRunner room, Variant patient, Trial asItIs, double ceiling,
    IReadOnlySet<Fault> suspected, string? mended)
{
    // A share of what the data allow that one change must bring to be called the cause, and the least that counts at all.
    private const double LeastShare = 0.3, LeastGain = 0.12;

    // The highest rate to try, and the share of what Adam gains by which another optimizer keeps up with it.
    private const double HighestRate = 20, KeepingUp = 0.8;

    // The share of the best that a change must bring for its suspicion to count.
    private const double LeastOfSuspected = 0.5;

    // Updates that are a beginning only, and the operations that a hundred times as many may cost: a second of one core.
    private const int FewSteps = 100;
    private const double MostOfLong = 2e10;

    private readonly List<(Change Change, Variant After, Trial Trial)> _tried = [];
    private string? _race, _equalSteps;

    /// <summary>
    /// Tries everything that applies and says which changes are causes, the first first.
    /// More than one only if they were suspected or help only together.
    /// </summary>
    public IReadOnlyList<Cause> Search()
    {
        var changes = Changes().ToList();
        foreach (var (change, after, trial) in room.TryEach(patient, changes))
            if (trial is not null) _tried.Add((change, after, trial));
        Ladder();
        if (_tried.Count == 0) return [];
        // What helps any network says little of one that has only begun.
        if (!_tried.Exists(one => Helps(one) && !one.Change.Generic) && OnlyBegun()) Add(StoppedTooEarly.Longer(patient, 100));
        Race();
        AtEqualSteps();
        var helpful = _tried.Where(Helps).OrderByDescending(Weight).ToList();
        if (helpful.Count == 0) return Together(changes);
        // What helps from these first weights and not from most others is luck; where nothing else helps, it is all there is.
        int at = Math.Max(0, helpful.FindIndex(HelpsFromOtherStarts));
        var first = helpful[at];
        // Others are told only if they were suspected for reasons of their own, and are no luck either.
        var others = helpful.Skip(at + 1)
            .Where(t => suspected.Contains(t.Change.Fault) && t.Change.Fault != first.Change.Fault && HelpsFromOtherStarts(t));
        return [CauseOf(first), .. others.Select(CauseOf)];
    }

    // Whether a run that was cut short here would have needed more epochs cannot be seen here.
    private IEnumerable<Change> Changes() =>
        AllRules.Repairs(patient, room.Targets).Where(change => change.Lever != Lever.Epochs || room.Steps >= patient.PlannedSteps);

    private Trial? Add(Change change)
    {
        if (room.Try(patient, change) is not { } trial) return null;
        _tried.Add((change, change.Apply(patient), trial));
        return trial;
    }

    // Up or down as far as it goes on helping; both ways where the steps say neither.
    private void Ladder()
    {
        var kernels = asItIs.Monitor.Kernels;
        double ratio = kernels.Select(track => track.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(1e-3).Max();
        // One step that rewrites the weights can end it all, however small the steps of a dead network are afterwards.
        bool broken = asItIs.Monitor.NotFinite is not null || asItIs.Monitor.Curve.FallInErrors < -3
            || kernels.Any(track => track.PeakUpdateRatio > 1) || Died();
        if (broken || ratio > 2e-3) Climb(0.1, 4);
        if (!broken && ratio < 2e-2) Climb(10, 5);
    }

    // Whether steps killed all units of a layer that were alive before them.
    private bool Died()
    {
        ReadOnlySpan<Monitoring.RunSample> samples = asItIs.Monitor.Samples;
        for (int layer = 0; layer < samples[0].Layers.Count; layer++)
            if (samples[^1].Layers[layer].Dead == 1 && samples[0].Layers[layer].Dead < 1) return true;
        return false;
    }

    private void Climb(double step, int most)
    {
        // From so far above that the first rung is none to try, the way down begins at the highest one.
        double best = Math.Max(asItIs.Skill, -1), factor = step < 1 && patient.Rate * step > HighestRate ? HighestRate / patient.Rate : 1;
        for (int i = 0; i < most; i++)
        {
            factor *= step;
            if (patient.Rate * factor > HighestRate || Add(RateChange.By(patient, factor)) is not { } trial) return;
            // Two rungs without help may still be below the step that counts; a rung that is worse than the one before is beyond it.
            if (trial.Skill > 0.9 * ceiling || (trial.Skill < best - 0.1 && best > asItIs.Skill + 0.1)) return;
            best = Math.Max(best, trial.Skill);
        }
    }

    // Where Adam helps, whether the patient's own optimizer keeps up with it at some rate: then the rate is the cause. Rows held back have
    // the last word, because an optimizer that only learns the training rows better by heart is no better.
    private void Race()
    {
        int at = _tried.FindIndex(t => t.Change.Lever == Lever.Optimizer && Helps(t));
        if (at < 0 || patient.Rate == 0 || KeepsUp()) return;
        double rung = Fitted().After.Rate / patient.Rate;
        foreach (double step in (ReadOnlySpan<double>)[3, 1.0 / 3])
            if (patient.Rate * rung * step < HighestRate) Add(RateChange.By(patient, rung * step));
        if (KeepsUp()) return;
        var (adam, after, trial) = _tried[at];
        var (own, best) = Fitted();
        if (room.Twins(own, adam) is not { } runs || runs.Gain < adam.LeastHarm || !runs.BeyondChance) return;
        _tried[at] = (adam with { Generic = false }, after, trial);
        double[] rates = [.. _tried.Where(t => t.Change.Lever == Lever.Rate).Select(t => t.After.Rate).Append(patient.Rate).Order()];
        string name = patient.OptimizerName;
        _race = $" {name} stays behind at each of {rates.Length} learning rates from {rates[0]:G3} to {rates[^1]:G3}; " +
            $"at the best, {own.Rate:G3}, {best.InWords}. " +
            $"{runs.Words(adam.Words, $"with {name} at {own.Rate:G3}")}";

        bool KeepsUp() => Gain(Fitted().Trial) > KeepingUp * Gain(_tried[at].Trial);
    }

    // A smaller batch was given as many more steps as it makes of the same epochs. Where it does nothing at equal steps it is the number of
    // steps that helps, which helps whatever ails a network. Where the run makes so few steps that their number was suspected, that is the
    // fault.
    private void AtEqualSteps()
    {
        int at = _tried.FindIndex(t => t.Change is { Lever: Lever.Batch, StepsFactor: > 1 } && Helps(t));
        if (at < 0 || suspected.Contains(_tried[at].Change.Fault)) return;
        var (batch, after, trial) = _tried[at];
        if (room.TryFor(after, room.Steps) is not { } equal || Helps((batch, after, equal))) return;
        _tried[at] = (batch with { Generic = true }, after, trial);
        _equalSteps = $" It makes {trial.Steps:N0} steps of the epochs in which the other makes {asItIs.Steps:N0}; " +
            $"after as many steps as the other, {equal.InWords}.";
    }

    // The patient at the rate at which it learned most.
    private (Variant After, Trial Trial) Fitted() =>
        _tried.Where(t => t.Change.Lever == Lever.Rate).Select(t => (t.After, t.Trial))
            .Prepend((patient, asItIs)).MaxBy(t => t.Item2.Skill);

    // Of a handful of updates ten times as many are still few; a hundred times as many say whether it is only that.
    private bool OnlyBegun() => patient.PlannedSteps <= FewSteps && room.Steps >= patient.PlannedSteps && asItIs.Monitor.NotFinite is null
        && 100.0 * patient.PlannedSteps * Trial.StepCost(patient) <= MostOfLong;

    private double Gain(Trial trial) => trial.Skill - Math.Max(0, asItIs.Skill);

    // A run that is worse than guessing must get above guessing, and beyond chance above where it was.
    private bool Helps((Change Change, Variant After, Trial Trial) tried) =>
        tried.Trial.Skill - asItIs.Skill >= asItIs.Monitor.ReferenceRows.Noise
        && Gain(tried.Trial) >= Math.Max(LeastGain, LeastShare * (ceiling - Math.Max(0, asItIs.Skill)));

    // From most of three starts: where the second agrees with the first, no third is made.
    private bool HelpsFromOtherStarts((Change Change, Variant After, Trial Trial) tried)
    {
        for (ulong turn = 1; turn <= 2; turn++)
        {
            Variant another = tried.After with { Seed = patient.Seed + turn, Weights = null };
            if (room.Try(another, tried.Change.StepsFactor) is { } trial && Helps(tried with { Trial = trial })) return true;
        }
        return false;
    }

    private double Weight((Change Change, Variant After, Trial Trial) tried)
    {
        double best = _tried.Max(t => Gain(t.Trial));
        double share = Gain(tried.Trial) / best;
        bool rate = tried.Change.Lever is Lever.Rate or Lever.Optimizer;
        // A suspicion is worth nothing to a change that brings less than half of what another one brings.
        bool counts = share >= LeastOfSuspected && suspected.Contains(tried.Change.Fault);
        return share + (counts ? 0.6 : 0) + (tried.Change.Generic ? -0.5 : rate ? 0 : 0.25);
    }

    // Nothing helps alone: everything at once, then what cannot be left out. Where the run makes so few steps that their number was
    // suspected, what helps may help in more of them only.
    private List<Cause> Together(List<Change> changes)
    {
        Change? longer = changes.Where(change => change.StepsFactor > 1 && suspected.Contains(change.Fault))
            .MaxBy(change => change.StepsFactor);
        var changesOfAll = changes
            .Where(change => change.StepsFactor == 1 && !change.Fault.MendedAlone && change.Lever != Lever.Optimizer).ToList();
        double up = asItIs.Monitor.NotFinite is null ? 1 : 0.01, stepsFactor = longer?.StepsFactor ?? 1;
        if (changesOfAll.Count == 0 && longer is null && up == 1) return [];
        Change adam = UnsuitedOptimizer.Adam;
        Change[] everything = longer is null ? [.. changesOfAll, adam] : [.. changesOfAll, adam, longer];
        Variant all = Apply(everything);
        double enough = Math.Max(LeastGain, LeastShare * (ceiling - Math.Max(0, asItIs.Skill)));
        if (room.Try(all, stepsFactor) is not { } best || Gain(best) < enough) return [];
        var causes = new List<Cause>();
        foreach (Change left in everything.Where(change => change != adam))
        {
            Variant without = Apply(everything.Where(change => change != left));
            if (room.Try(without, left == longer ? 1 : stepsFactor) is not { } trial || !(Gain(trial) < 0.7 * Gain(best))) continue;
            Proof proof = TrialRunner.Prove(without, trial, all, best, left.Words, true, "everything else mended");
            causes.Add(new Cause(left, trial, best, proof, Together: true));
        }
        Variant ownSteps = Apply(everything.Where(change => change != adam));
        if (room.Try(ownSteps, stepsFactor) is { } rated && Gain(rated) < 0.7 * Gain(best) && asItIs.Monitor.Steps > 0)
        {
            bool high = asItIs.Monitor.NotFinite is not null
                || asItIs.Monitor.Kernels.Any(track => track.UpdateRatio > 3e-2);
            Change rate = RateChange.By(patient, high ? Math.Min(0.1, HighestRate / patient.Rate) : 10);
            Proof proof = TrialRunner.Prove(ownSteps, rated, all, best, "Adam at 0.001", true, "everything else mended");
            causes.Add(new Cause(rate, rated, best, proof, Together: true));
        }
        return [.. causes.OrderByDescending(cause => suspected.Contains(cause.Change.Fault)).ThenBy(cause => cause.Before.Skill)];
    }

    private Variant Apply(IEnumerable<Change> changes) => changes.Aggregate(patient, (v, change) => change.Apply(v));

    private string? Compared(Lever lever) => lever switch
    {
        Lever.Optimizer => _race,
        Lever.Batch => _equalSteps,
        _ => null,
    };

    private Cause CauseOf((Change Change, Variant After, Trial Trial) tried)
    {
        // A change drawn from those that mend something else, under the same conditions: a repair must beat it.
        var others = _tried
            .Where(t => t.Change.Fault != tried.Change.Fault && !suspected.Contains(t.Change.Fault) && !t.Change.Generic).ToList();
        var control = others.Count == 0 ? default : others[(int)(patient.Seed % (ulong)others.Count)];
        if (control.Trial is null)
        {
            Variant redrawn = patient with { Seed = patient.Seed + 1, Weights = null };
            if (room.Try(redrawn) is { } trial)
                control = (new Change(tried.Change.Fault, "another seed", Where.Everywhere, "", v => redrawn), redrawn, trial);
        }
        bool beats = control.Trial is null || tried.Trial.Skill > control.Trial.Skill;
        Proof proof = TrialRunner.Prove(patient, asItIs, tried.After, tried.Trial, tried.Change.Words, beats, mended) with
        {
            Control = control.Trial is null ? null : $"{control.Change.Words}: {control.Trial.InWords}",
        };
        return new Cause(tried.Change, asItIs, tried.Trial, proof, Together: false)
        {
            Race = Compared(tried.Change.Lever),
            BeatsControl = beats,
        };
    }
}

/// <summary>A change that was shown to make the difference.</summary>
/// <param name="Change">The change.</param>
/// <param name="Before">The run without it.</param>
/// <param name="After">The run with it.</param>
/// <param name="Proof">Both as curves.</param>
/// <param name="Together">Whether it helps only together with others.</param>
internal sealed record Cause(Change Change, Trial Before, Trial After, Proof Proof, bool Together)
{
    /// <summary>How a race of optimizers ended, or a comparison at equal steps, with a blank before it; null if there was none.</summary>
    public string? Race { get; init; }

    /// <summary>Whether it brought more than a change drawn by chance.</summary>
    public bool BeatsControl { get; init; } = true;
}
