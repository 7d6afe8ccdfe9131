using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Another learning rate. Any rate has a better one, so it is tried where a run shows that it goes too fast or too slowly.
/// </summary>
internal static class RateChange
{
    /// <summary>So many times the rate of a variant.</summary>
    public static Change By(Variant variant, double factor)
    {
        double was = Words.Rounded(variant.Rate), now = Words.Rounded(was * factor);
        Fault fault = factor < 1 ? Faults.LearningRateTooHigh : Faults.LearningRateTooLow;
        return new Change(fault, $"learning rate {Words.Number(was)} to {Words.Number(now)}", new Where(Phase: Phases.Update),
            $"Set the learning rate to {Words.Number(now)} instead of {Words.Number(was)}; glia find-rate shows the curve.",
            v => v.WithOptimizer("learning_rate", (float)Words.Rounded(v.Rate * factor)))
        {
            Lever = Lever.Rate,
            Hastens = factor > 1,
        };
    }
}
