using Glia.Experiments;
using Glia.Kernels;

namespace Glia.Doctor.Trials;

/// <summary>Makes the mended experiment of an examination.</summary>
internal static class Mender
{
    /// <summary>The mended experiment; null where no change of the experiment alone mends what was found, as far as was tried.</summary>
    /// <param name="result">The examination, which went as far as short experiments.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    public static Mending? Mend(ExaminationResult result, Workers? workers = null)
    {
        if (result.Subject is not { Experiment: { } experiment, Raw: { } raw } subject) return null;
        var trials = new MendingTrials(raw, result.Skill, result.Ceiling, workers ?? new Workers(Environment.ProcessorCount));
        if (result.Patient is { } patient && trials.Best(MendingCandidates.For(experiment, patient, result)) is { } mended) return mended;
        if (FitToData.Mend(subject, result.Diagnosis) is not { } fitted) return null;
        // What could not run before is examined once more: it may have other faults.
        ExperimentSubject runnable = ExperimentSubject.Of(fitted.Experiment, raw) with { Name = subject.Name };
        ExaminationResult again = Examiner.Examine(runnable, Tier.Experiments, workers);
        trials = trials with { Before = double.NaN, Ceiling = again.Ceiling };
        IEnumerable<Mending> further = again.Patient is { } runs ? MendingCandidates.For(fitted.Experiment, runs, again) : [];
        return trials.Best([fitted, .. further.Select(one => one with { Repairs = [.. fitted.Repairs, .. one.Repairs] })]);
    }
}

/// <summary>
/// Trains mended experiments and keeps the first that learns what the data allow, or else the best that is clearly better than before.
/// </summary>
/// <param name="Raw">The data as they were loaded.</param>
/// <param name="Before">The skill of the experiment as it is; NaN if it could not run.</param>
/// <param name="Ceiling">What a plain network reaches on the same data.</param>
/// <param name="Workers">The threads to use.</param>
internal sealed record MendingTrials(LoadedData Raw, double Before, double Ceiling, Workers Workers)
{
    // The share of what the data allow that is called learned, and the gain that is called clearly better:
    // as where the doctor looks for a cause.
    private const double Enough = 0.8, LeastGain = 0.12;

    /// <summary>The best of them with what it reached; null if none learns.</summary>
    public Mending? Best(IEnumerable<Mending> candidates)
    {
        (Mending Mending, double Skill)? best = null;
        foreach (Mending candidate in candidates)
        {
            if (Train(candidate.Experiment) is not var (trial, words)) continue;
            Mending reached = candidate with { Reached = words };
            double noise = trial.Monitor.ReferenceRows.Noise;
            if (trial.Skill > noise && trial.Skill >= Enough * Ceiling - noise / 2) return reached;
            if (trial.Skill > noise && trial.Skill > (best?.Skill ?? Floor(noise))) best = (reached, trial.Skill);
        }
        return best?.Mending;
    }

    private double Floor(double noise) => double.IsNaN(Before) ? noise : Math.Max(0, Before) + Math.Max(noise, LeastGain);

    private (Trial Trial, string Words)? Train(Experiment experiment)
    {
        ExperimentSubject subject = ExperimentSubject.Of(experiment, Raw);
        if (subject.Train is not { } train || Variant.Of(subject) is not { PlannedSteps: > 0 } variant) return null;
        TargetView targets = TargetView.Of(train, subject.Loss, subject.Network!);
        int steps = Trial.Affordable(variant);
        var room = new TrialRunner(targets, steps, Workers);
        return room.TryFor(variant, steps) is { } trial
            ? (trial, $"after {trial.Steps:N0} of {variant.PlannedSteps:N0} steps {trial.InWords}")
            : null;
    }
}
