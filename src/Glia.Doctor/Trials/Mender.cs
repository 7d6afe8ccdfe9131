using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Kernels;
using Verdict = Glia.Doctor.Findings.Verdict;

namespace Glia.Doctor.Trials;

/// <summary>A mended experiment.</summary>
/// <param name="Experiment">The experiment with every repair.</param>
/// <param name="Repairs">What each repair mends, and what it changed, in words.</param>
public sealed record Mending(Experiment Experiment, IReadOnlyList<(Fault Fault, string Words)> Repairs)
{
    /// <summary>Whether the proof standardised the targets, which an experiment file cannot say.</summary>
    public bool TargetsStandardized { get; init; }
}

/// <summary>Makes the mended experiment of an examination.</summary>
public static class Mender
{
    /// <summary>The mended experiment; null where no change of the experiment alone mends what was found.</summary>
    /// <param name="result">The examination, which went as far as short experiments.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    public static Mending? Mend(ExaminationResult result, Workers? workers = null)
    {
        if (result.Subject?.Experiment is not { } experiment) return null;
        if (Repaired(experiment, result) is { } repaired) return repaired;
        if (FitToData.Mend(result.Subject, result.Diagnosis) is not { } fitted) return null;
        // What could not run before is examined once more: it may have other faults.
        ExaminationResult again = Examiner.Examine(ExperimentSubject.Of(fitted.Experiment, result.Subject.Raw!) with { Name = result.Subject.Name }, Tier.Experiments, workers);
        if (Repaired(fitted.Experiment, again) is { } rest) return rest with { Repairs = [.. fitted.Repairs, .. rest.Repairs] };
        return again.Diagnosis.Verdict == Verdict.Sick ? null : fitted;
    }

    private static Mending? Repaired(Experiment experiment, ExaminationResult result)
    {
        if (result.Patient is not { } patient) return null;
        Variant? variant = result.Mended();
        Experiment mended = variant is null ? experiment : MendedFile.Apply(experiment, patient, variant);
        List<(Fault, string)> repairs = [.. result.Repairs.Select(repair => (repair.Fault, repair.Words))];
        // No trial has early stopping, so no repair of a trial mends it.
        if (result.Diagnosis.Errors.Any(finding => finding.Where.Parameter == EarlyEnd.Parameter))
        {
            mended = mended with { Training = mended.Training with { EarlyStopping = EarlyEnd.Patient } };
            repairs.Add((Faults.StoppedTooEarly, $"early stopping with patience {EarlyEnd.Patient.Patience}"));
        }
        // Standardised targets alone leave nothing that could be written.
        return mended.ToJson() == experiment.ToJson() ? null : new Mending(mended, repairs) { TargetsStandardized = variant?.TargetsStandardized ?? false };
    }
}
