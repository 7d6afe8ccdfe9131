using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Doctor.Trials;

/// <summary>The mended experiments that are worth a try, the one with the repairs of the diagnosis first.</summary>
internal static class MendingCandidates
{
    // A rate that fits mended data, or that stands in for a repair that no file can say, lies within these factors.
    private static readonly double[] RateFactors = [0.1, 10, 0.01, 100, 1e-3, 1e-4, 1e-5];

    /// <summary>Only those that change what a file says.</summary>
    public static IEnumerable<Mending> For(Experiment experiment, Variant patient, ExaminationResult result)
    {
        Change[][] bases = [.. Bases(patient, result)];
        foreach (Change[] changes in bases)
            if (Of(changes) is { } mending) yield return mending;
        if (result.Diagnosis.Verdict != Verdict.Sick) yield break;
        foreach (Change[] changes in bases)
            foreach (Change more in Further(changes.Aggregate(patient, (variant, change) => change.Apply(variant))))
                if (Of([.. changes, more]) is { } mending) yield return mending;

        Mending? Of(Change[] changes)
        {
            Variant changed = changes.Aggregate(patient, (variant, change) => change.Apply(variant));
            Experiment mended = MendedFile.Apply(experiment, patient, changed);
            var written = changes.Where(change => Writes(experiment, patient, change));
            List<(Fault, string)> repairs = [.. written.Select(change => (change.Fault, change.Words))];
            // No trial has early stopping, so no repair of a trial mends it.
            if (result.Diagnosis.Errors.Any(finding => finding.Where.Parameter == EarlyEnd.Parameter))
            {
                mended = mended with { Training = mended.Training with { EarlyStopping = EarlyEnd.Patient } };
                repairs.Add((Faults.StoppedTooEarly, $"early stopping with patience {EarlyEnd.Patient.Patience}"));
            }
            // Nor has one averaged weights.
            if (result.Diagnosis.Errors.Any(finding => finding.Fault == Faults.LaggingAverages))
            {
                mended = mended with { Training = mended.Training with { EmaMomentum = null } };
                repairs.Add((Faults.LaggingAverages, "weights not averaged"));
            }
            return mended.ToJson() == experiment.ToJson() ? null : new Mending(mended, repairs);
        }
    }

    // What errors ask for, and the same with what warnings ask for as well.
    private static IEnumerable<Change[]> Bases(Variant patient, ExaminationResult result)
    {
        Change[] repairs = [.. result.Repairs];
        yield return repairs;
        if (result.Diagnosis.Verdict != Verdict.Sick || result.Subject is not { Train: { } train, Network: { } network } subject)
            yield break;
        var warned = result.Diagnosis.Findings.Where(finding => finding.Severity == Severity.Warning)
            .Select(finding => finding.Fault).ToHashSet();
        Variant mended = repairs.Aggregate(patient, (variant, change) => change.Apply(variant));
        TargetView targets = TargetView.Of(train, subject.Loss, network);
        Change[] more = [.. AllRules.Repairs(mended, targets).Where(change => warned.Contains(change.Fault))];
        if (more.Length > 0) yield return [.. repairs, .. more];
    }

    private static IEnumerable<Change> Further(Variant variant)
    {
        foreach (double factor in RateFactors) yield return RateChange.By(variant, factor);
        foreach (Change adam in UnsuitedOptimizer.For(variant)) yield return adam;
        yield return StoppedTooEarly.Longer(variant, 10);
    }

    private static bool Writes(Experiment experiment, Variant patient, Change change) =>
        MendedFile.Apply(experiment, patient, change.Apply(patient)).ToJson() != experiment.ToJson();
}
