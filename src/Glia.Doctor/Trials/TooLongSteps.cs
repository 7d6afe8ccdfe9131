using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// A run that is over, is no better than guessing and answers its own rows worse than the same answer for all of them would, because its
/// steps throw it about (GLIA065). Where a plain network learns next to nothing either, no share of right answers shows that.
/// </summary>
internal static class TooLongSteps
{
    // Standard errors by which it must be worse than guessing, and the shortest steps to try. Convention.
    private const double Beyond = 3, LeastTimes = 1e-3;

    /// <summary>Whether shorter steps make it better than guessing; reports it if so.</summary>
    public static bool OfOneWorseThanGuessing(
        ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, string reached)
    {
        if (patient.Rate <= 0 || patient.Options.ClassWeight is not null || !WholeRun.IsAffordable(patient)) return false;
        // What is no number compares as neither.
        double was = GainOf(room, patient, asItIs);
        if (!(was < -Beyond)) return false;
        (Change Change, Trial Trial, double Gain)? best = null;
        for (double factor = 0.1; factor >= LeastTimes; factor /= 10)
        {
            Change slower = RateChange.By(patient, factor);
            if (room.TryFor(slower.Apply(patient), (int)patient.PlannedSteps) is not { Monitor.NotFinite: null } trial) continue;
            double gain = GainOf(room, patient, trial);
            if (gain > (best?.Gain ?? was)) best = (slower, trial, gain);
        }
        if (best is not var (change, mended, becomes) || becomes <= 0) return false;
        string shown = $"{reached} To its own rows it gives answers that are worse than one and the same for all, by {-was:0} standard "
            + $"errors; with {change.Words} they are better, by {becomes:0.#}.";
        examination.Report(change.Fault.Error(Grade.Likely, change.Where, shown, change.Prescription, ("errors_before", was),
            ("errors_after", becomes)) with
        { Proof = TrialRunner.Prove(patient, asItIs, change.Apply(patient), mended, change.Words, true) });
        return true;
    }

    // In standard errors of what guessing gives.
    private static double GainOf(TrialRunner room, Variant patient, Trial run) => room.Targets.HasClasses
        ? ProbabilityGain.InErrors(run.Monitor.Network, patient.Data, room.Targets, patient.OutputsLogits, run.Monitor.ReferenceRows.Rows)
        : run.Skill / run.Monitor.ReferenceRows.StandardError;
}
