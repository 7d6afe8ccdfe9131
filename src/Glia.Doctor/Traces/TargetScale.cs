using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Values so large that steps of a usual rate throw the network: the gradient of a squared error is as large as they are.
/// </summary>
internal static class TargetScale
{
    private const double Usual = 10;

    /// <summary>Looks for it where something was seen to explode.</summary>
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (reading.Targets.AreClasses || !reading.Targets.AllFinite || reading.Loss is not { Name: LossNames.Squared }) return;
        double size = Math.Sqrt(trace.Y.Values.Average(y => y * y));
        // A rate of one is too high for any targets, and inputs that are larger still come first.
        if (size < Usual || trace.X.Values.Average(x => x * x) > size * size || StepSize.Rate(reading) is >= 1) return;
        Fault[] explosions = [Faults.LossExplodes, Faults.NotFinite, Faults.LearningRateTooHigh];
        if (!explosions.Any(fault => examination.Has(fault, Severity.Error))) return;
        if (Recovery.ThrowsWithAnyTargets(reading)) return;
        examination.Report(Faults.TargetsNotScaled.Error(Grade.Strong, new Where(null, "y", Phases.Data),
            $"the targets reach {Words.Number(trace.Y.Values.Max(Math.Abs))} (root mean square {Words.Number(size)}), " +
            "the gradients of a squared error are as large, and the steps have thrown the network", null, ("root_mean_square", size)));
    }
}
