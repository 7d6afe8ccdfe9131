using System.Diagnostics.CodeAnalysis;
using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Tier 5: a short run as it is, the same data with a plain network as the measure of what they allow, and, where the first falls far
/// behind and would not catch up, one repair after the other on copies.
/// </summary>
internal sealed class ShortExperiments
{
    private const double ShortSteps = 1e-4;

    private readonly ExperimentExamination _examination;
    private readonly FirstTrials _first;
    private readonly Dictionary<Fault, Proof> _proofs = [];
    private bool _relationFound;

    private ShortExperiments(ExperimentExamination examination, FirstTrials first) => (_examination, _first) = (examination, first);

    /// <summary>Repairs that were shown to help, in the order in which they should be made.</summary>
    public List<Change> Repairs { get; } = [];

    /// <summary>The experiments that show it, for findings that were certain before.</summary>
    public IReadOnlyDictionary<Fault, Proof> Proofs => _proofs;

    /// <summary>The experiment as a copy can be made of it; null if it cannot.</summary>
    public Variant? Patient { get; private set; }

    /// <summary>The run as it is; null if there was none.</summary>
    public Trial? AsItIs { get; private set; }

    /// <summary>What became of it, in the words in which people ask; null if there was no run.</summary>
    public string? Happened { get; private set; }

    /// <summary>The skill of a plain network on the same data: what they allow.</summary>
    public double Ceiling { get; private set; }

    /// <summary>The repair of a fault as one line of a program; null if there is no such repair.</summary>
    internal string? LineOf(Fault fault) => Patient is { } patient && Repairs.Find(repair => repair.Fault == fault) is { } change
        ? InKeras.Line(patient, change.Apply(patient))
        : null;

    /// <summary>Experiments and decides suspicions.</summary>
    /// <param name="examination">The examination so far; findings are added to it.</param>
    /// <param name="first">The runs that are needed in any case.</param>
    internal static ShortExperiments Examine(ExperimentExamination examination, FirstTrials first)
    {
        var experiments = new ShortExperiments(examination, first);
        experiments.Run();
        return experiments;
    }

    private void Run()
    {
        _relationFound = HiddenRelation.Look(_examination, _first);
        if (Obstacle() is { } obstacle)
        {
            _examination.Skipped(Faults.CannotOverfit, $"No short experiment was made: {obstacle}");
            return;
        }
        Variant patient = Patient!;
        if (_first.Room is not { } room)
        {
            _examination.Report(Faults.StoppedTooEarly.Error(Grade.Certain, new Where(Phase: Phases.Training),
                "epochs is 0: the network is never trained.", "Set training.epochs to 1 or more.", ("epochs", 0)));
            return;
        }
        var before = _examination.Findings.Where(one => one.Severity == Severity.Error).Select(one => one.Fault).ToHashSet();
        // What the other thread has not begun is made here while it is busy with the run.
        OverfitTen? ten = _first.Ten;
        if (_first.AsItIs is not { } asItIs) return;
        _examination.Show(new RunExhibits(RunFacts.Of(asItIs.Monitor, patient.Loss)));
        Trial? plain = _first.Plain;
        Happen(room, asItIs, plain);
        // What a simple learner finds of rows it has not seen the data allow as well; not of answers at several positions.
        double simple = _examination.Facts is { Positions: 1, Relation: { } relation } ? relation.Skill : 0;
        double allowed = plain is null ? (asItIs.Skill >= FirstTrials.Enough ? asItIs.Skill : 0) : Math.Max(plain.Skill, simple);
        double ceiling = Ceiling = Math.Max(allowed, 0);
        // What is wrong by its form, and learns something all the same, is judged by its end.
        if (_examination.AnyError && Arrival.OfOneOnItsWay(room, patient, asItIs, ceiling) is { } whole)
            Happen(room, asItIs = whole, plain);
        bool failed = !IsFine(asItIs, ceiling) && !SlowRun.WillLearn(asItIs, patient, ceiling);
        SlowRun? slow = failed ? SlowRun.Find(room, patient, asItIs, ceiling) : null;
        failed &= slow is null;
        Read(ten, failed);
        if (IsFine(asItIs, ceiling)) Acquittal.Hear(_examination, room, patient, asItIs);

        (patient, asItIs) = MendCertain(room, patient, asItIs);
        string? mended = MendedSoFar;
        bool fine = IsFine(asItIs, ceiling);
        bool certain = _examination.AnyError;
        string reached = Reached(room, patient, asItIs, plain);
        // What was mended since may arrive although the run as it was does not.
        bool arrives = fine || SlowRun.WillLearn(asItIs, patient, ceiling);
        if (Repairs.Count > 0) slow = arrives ? null : SlowRun.Find(room, patient, asItIs, ceiling);
        if (arrives || slow is not null)
        {
            var early = EarlyEnd.Of(_examination, room, patient);
            // Where it costs more than half of what can be learned, the run that was asked for has nothing else to complain of first.
            if (early?.Gain > ceiling / 2)
            {
                early.Report(_examination);
                Happened = early.Happened(room.Targets, plain);
                return;
            }
            if (slow is not null) _examination.Report(slow.Finding(room, patient, asItIs, reached));
            DecideSuspicions(room, patient, asItIs, ceiling, reached, early);
            if (!certain) _examination.Fine(fine ? Faults.AccuracyAtChance : Faults.SlowConvergence, reached);
        }
        else
        {
            Search(room, patient, asItIs, ceiling, reached, mended, ten);
        }
        KeepTogether(room, Patient!, AsItIs);
        if (Arrival.Of(_examination, room, Patient!, AsItIs, ceiling, before) is { } end)
        {
            Happen(room, end, plain);
            failed = false;
            Arrival.Soften(_examination, Happened);
        }
        // Of one that answers a single class a part is enough to look for what moves it; one that is far behind is on no way that was seen.
        bool ignorant = !NeverWithoutAWord.AnswersOneClass(room, AsItIs)
            && (!NeverWithoutAWord.KnowsSomething(AsItIs) || NeverWithoutAWord.IsBehind(AsItIs, ceiling, FarBehind));
        if (!_examination.AnyError && slow is null && WholeRun.Of(room, Patient!, AsItIs, ceiling, ignorant) is { } last)
        {
            Happen(room, last, plain);
            reached = Reached(room, Patient!, last, plain);
            // What was acquitted because the run was on its way is heard again where it did not arrive.
            if (TrialRunner.Learns(last) && NeverWithoutAWord.IsBehind(last, ceiling, TooShortSteps.Lagging))
                Decide(room, Patient!, last);
        }
        bool underWay = slow is not null || SlowRun.WillLearn(AsItIs, Patient!, ceiling);
        NeverWithoutAWord.Look(_examination, room, Patient!, AsItIs, plain, reached, underWay);
        StillLearning.Look(_examination, room, Patient!, AsItIs, plain, reached);
        bool sick = failed && _examination.AnyError || AsItIs.Monitor.NotFinite is not null;
        OscillationTrial.Examine(_examination, room, Patient!, AsItIs, sick);
        // A symptom alone alarms nobody: it is noted below the cause. Swings were judged already.
        foreach (Judgement judgement in AllRules.Judge(RunFacts.Of(AsItIs.Monitor, patient.Loss)))
        {
            if (judgement.Fault == Faults.Oscillation) continue;
            if (!sick && judgement.Finding is { Severity: Severity.Note }) _examination.Fine(judgement.Fault, judgement.Measured);
            else _examination.Take(judgement);
        }
    }

    // The run that is spoken of.
    [MemberNotNull(nameof(AsItIs), nameof(Happened))]
    private void Happen(TrialRunner room, Trial run, Trial? plain)
    {
        AsItIs = run;
        Happened = WhatHappened.Sentence(run, Patient!, room.Targets, plain);
    }

    // Of the ceiling. Convention.
    internal const double Fine = 0.8, FarBehind = 0.5;

    private static bool IsFine(Trial trial, double ceiling) =>
        trial.Skill >= Fine * ceiling - trial.Monitor.ReferenceRows.Noise / 2 || ceiling <= trial.Monitor.ReferenceRows.Noise;

    private static string Reached(TrialRunner room, Variant patient, Trial run, Trial? plain)
    {
        string also = plain is null ? ""
            : $", a plain network {100 * (plain.Monitor.ReferenceRows.CountsAnswers ? plain.End.Accuracy : plain.Skill):0.#} %";
        return $"After {run.Steps:N0} of {patient.PlannedSteps:N0} planned steps {run.InWords}; {run.Guessing}{also}.";
    }

    private string? Obstacle()
    {
        ExperimentSubject subject = _examination.Subject;
        if (subject.BuildFailure is { } failure) return failure.Message;
        if (_examination.Facts.Targets is null) return "there are no data to train on.";
        if (_examination.Findings.FirstOrDefault(Blocks) is { } finding) return $"first {finding.Fault.Name} must be mended.";
        Patient = _first.Patient;
        return Patient is null ? "a layer, the loss or the optimizer is one of your own that cannot be copied." : null;
    }

    // Errors that no change of the experiment mends, in the data or in a layer of somebody's own, make every trial meaningless.
    private static bool Blocks(Finding finding) => finding.Severity == Severity.Error
        && AllRules.Of(finding.Fault) is { BlocksTrials: true };

    private string? MendedSoFar => Repairs.Count == 0 ? null : Words.List([.. Repairs.Select(repair => repair.Words)]);

    // What is certain is mended first, so that nothing is looked for that it explains.
    private (Variant Patient, Trial Trial) MendCertain(TrialRunner room, Variant patient, Trial asItIs)
    {
        Variant mended = patient;
        var certain = new Queue<Change>(AllRules.Repairs(patient, room.Targets)
            .Where(change => _examination.Findings.Any(finding => finding.Fault == change.Fault && finding.Severity == Severity.Error)));
        var putOff = new HashSet<Change>();
        while (certain.TryDequeue(out Change? change))
        {
            Variant next = change.Apply(mended);
            Trial? tried = asItIs.Steps > room.Steps ? room.TryFor(next, (int)asItIs.Steps) : room.Try(next, change.StepsFactor);
            if (tried is not { } trial) continue;
            double gain = trial.Skill - asItIs.Skill, noise = asItIs.Monitor.ReferenceRows.Noise;
            // What makes it clearly worse may help once the others are made; else it is no advice.
            if (IsWorse(trial, asItIs))
            {
                if (putOff.Add(change) && certain.Count > 0) certain.Enqueue(change);
                continue;
            }
            bool better = gain > noise;
            _proofs[change.Fault] = TrialRunner.Prove(mended, asItIs, next, trial, change.Words, better, MendedSoFar);
            Repairs.Add(change);
            (mended, asItIs) = (next, trial);
        }
        return (mended, asItIs);
    }

    // Each helps alone; where all of them together are worse than none, the last ones are not proposed.
    private void KeepTogether(TrialRunner room, Variant patient, Trial asItIs)
    {
        if (Repairs.Count < 2) return;
        Trial? before = asItIs.Steps <= room.Steps ? asItIs : room.Try(patient);
        while (before is not null && Repairs.Count > 1
            && room.Try(Repairs.Aggregate(patient, (v, change) => change.Apply(v)), Repairs.Max(change => change.StepsFactor))
                is { } together
            && IsWorse(together, before))
        {
            Repairs.RemoveAt(Repairs.Count - 1);
        }
    }

    // By a standard error of what guessing reaches: nobody is told to do what was seen to cost.
    private static bool IsWorse(Trial trial, Trial than) => trial.Skill < than.Skill - than.Monitor.ReferenceRows.StandardError;

    private void DecideSuspicions(TrialRunner room, Variant patient, Trial asItIs, double ceiling, string reached, EarlyEnd? early)
    {
        // Rows held back are as they were: nothing that was mended of the inputs was mended in them.
        if (!_examination.AnyError && Repairs.Count == 0) WrongLabels.Decide(_examination, room, patient, asItIs);
        var suspected = AllRules.Repairs(patient, room.Targets)
            .Where(change => _examination.Suspicions.Any(finding => finding.Fault == change.Fault && finding.Severity == Severity.Warning))
            .ToList();
        if (suspected.Count > 0 && TogetherTheyHarm(room, patient, asItIs, ceiling, reached, suspected)) return;
        Decide(room, patient, asItIs);
        if (!_examination.AnyError) RareClasses.Decide(_examination, room, patient);
        if (!_examination.AnyError) early?.Report(_examination);
        if (!_examination.AnyError) LastWeights.Decide(_examination, room, patient);
        if (!_examination.AnyError && !_relationFound) Memorisation.Decide(_examination, room, patient, asItIs);
        // The rate is judged by what it does, not by its size.
        foreach (Fault rate in (ReadOnlySpan<Fault>)[Faults.LearningRateTooHigh, Faults.LearningRateTooLow])
            _examination.Withdraw(rate, reached);
    }

    private void Decide(TrialRunner room, Variant patient, Trial asItIs)
    {
        var verdicts = new TwinVerdicts(_examination, room, Ceiling, ReferenceEquals(patient, Patient) ? null : MendedSoFar);
        verdicts.Decide(patient, asItIs);
        Repairs.AddRange(verdicts.Harmful);
    }

    // A rate made for sick weights hides what mending them alone would bring, so both sides get the same usual optimizer.
    private bool TogetherTheyHarm(TrialRunner room, Variant patient, Trial asItIs, double ceiling, string reached, List<Change> suspected)
    {
        // A run that was cut short and is on the way there: the first part of it says little about its end.
        if (asItIs.Steps < patient.PlannedSteps && !IsFine(asItIs, ceiling)) return false;
        // Two and a half times the errors of a plain network on the same data, and a tenth of all there is to learn.
        if (ceiling - asItIs.Skill < 0.1 || 1 - asItIs.Skill < 2.5 * (1 - ceiling)) return false;
        Variant usual = patient.WithAdam() with { Schedule = "constant" };
        Variant mended = suspected.Aggregate(usual, (v, change) => change.Apply(v));
        if (room.Try(usual) is not { } rated || room.Try(mended) is not { } trial) return false;
        if (trial.Skill - Math.Max(asItIs.Skill, rated.Skill) < Math.Max(0.06, asItIs.Monitor.ReferenceRows.Noise / 2)) return false;
        if (asItIs.Steps < patient.PlannedSteps && room.GetsThere(patient, asItIs, trial.Skill)) return false;
        string shown = $"{reached} With Adam at 0.001 {rated.InWords}, " +
            $"and with {string.Join(" and ", suspected.Select(c => c.Words))} as well {trial.InWords}.";
        foreach (Change change in suspected)
        {
            _examination.Promote(change.Fault, shown, Grade.Strong,
                TrialRunner.Prove(usual, rated, mended, trial, change.Words, true, "Adam at 0.001"));
            Repairs.Add(change);
        }
        Repairs.Add(UnsuitedOptimizer.Adam with { Apply = v => v.WithAdam() with { Schedule = "constant" } });
        return true;
    }

    // A run that ends as planned with steps a tenth of the usual or less does not get there:
    // what it reached is mostly what it started with.
    internal static bool Crawls(Variant patient, Trial trial) => trial.Steps >= patient.PlannedSteps && StepsAreShort(trial);

    /// <summary>Whether no layer changes by more than a tenth of what is usual in a step.</summary>
    internal static bool StepsAreShort(Trial trial) => trial.Monitor.Kernels.All(track => track.UpdateRatio < ShortSteps);

    // It does not learn, no single change is enough, and something stood out before that is known to keep networks from learning.
    private bool Blame(string reached)
    {
        Finding? known = _examination.Suspicions
            .Where(finding => finding.Fault.Family is Family.Data or Family.Model or Family.Loss or Family.Backpropagation)
            .Where(finding => finding.Fault.CanExplain(Faults.AccuracyAtChance)).MinBy(finding => finding.Grade);
        return known is not null
            && _examination.Promote(known.Fault, $"{reached} No single change is enough; mend this first.", Grade.Likely);
    }

    // In a run that does not learn, whether ten rows can be learned says on which side the cause lies.
    private void Read(OverfitTen? ten, bool failed)
    {
        if (ten is null) _examination.Skipped(Faults.CannotOverfit, "These targets do not say when a row is known by heart.");
        else if (ten.Learned || !failed)
            _examination.Fine(Faults.CannotOverfit, $"{ten.Words}{(failed ? " So layers, output and loss can learn." : "")}");
        else
            _examination.Report(Faults.CannotOverfit.Note(Grade.Strong, new Where(Phase: Phases.Training), ten.Words, null,
                ("rows", ten.Rows), ("known", ten.Known), ("steps", ten.Steps), ("loss", ten.Last)));
    }

    private void Search(TrialRunner room, Variant patient, Trial asItIs, double ceiling, string reached, string? mended, OverfitTen? ten)
    {
        bool certain = _examination.AnyError;
        var suspected = _examination.Suspicions.Select(finding => finding.Fault).ToHashSet();
        var causes = new Differential(room, patient, asItIs, ceiling, suspected, mended).Search();
        // What helps may not show in a part of the steps.
        if (causes.Count == 0 && room.ToTheEnd(patient) is { } longer && longer.Try(patient) is { } end)
            causes = new Differential(room = longer, patient, end, ceiling, suspected, mended).Search();
        // Most of the way and still going down: it could be faster, but nothing keeps it from learning. One that was over was too slow.
        bool over = asItIs.Steps >= patient.PlannedSteps && NeverWithoutAWord.IsBehind(asItIs, ceiling);
        bool slow = !over && asItIs.Skill > 0.6 * ceiling
            && asItIs.Skill > asItIs.Monitor.ReferenceRows.Noise && asItIs.Monitor.Curve.LateFallInErrors > 2 && !Crawls(patient, asItIs);
        foreach (Cause cause in causes)
        {
            string before = cause.Before.InWords, after = cause.After.InWords, change = cause.Change.Words;
            string alone = mended is null
                ? $"With {change} and nothing else changed, {after}; without, {before}.{cause.Race}"
                : $"With {mended}, {before}; with {change} as well, {after}.{cause.Race}";
            string harm = cause.Together
                ? $"Nothing helps alone; with everything mended {after}, and with everything but this {before}."
                : alone;
            // What is left after a certain error was mended may be its consequence, and what a change drawn by chance brings as well is not
            // this one's alone.
            Grade grade = cause.Together || certain || cause.Change.Generic || !cause.BeatsControl ? Grade.Likely : Grade.Strong;
            // What only makes it faster is no error in a run that gets there; what caps what it can learn is.
            bool only = slow && !suspected.Contains(cause.Change.Fault) && (cause.Change.Generic || cause.Change.Hastens);
            if (only || !_examination.Promote(cause.Change.Fault, harm, grade, cause.Proof))
            {
                Finding finding = cause.Change.Fault.Error(grade, cause.Change.Where, harm, cause.Change.Prescription,
                    ("skill_before", cause.Before.Skill), ("skill_after", cause.After.Skill)) with
                { Proof = cause.Proof };
                _examination.Report(only ? finding with { Severity = Severity.Warning } : finding);
            }
            Repairs.Add(cause.Change);
        }
        if (causes.Count == 0 && !_examination.AnyError && !slow && !Blame(reached))
            _examination.Report(Faults.AccuracyAtChance.Error(Grade.Likely, new Where(Phase: Phases.Training), reached,
                $"{room.Count} short experiments found no single change that helps; {OverfitTen.Next(ten)}",
                ("skill", asItIs.Skill), ("skill_of_a_plain_network", ceiling)));
    }
}
