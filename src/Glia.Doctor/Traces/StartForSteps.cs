using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>
/// Whether the planned run fails because of the weights that it starts from: copies that differ in nothing else start from weights as
/// Glorot and He draw them.
/// </summary>
internal static class StartForSteps
{
    // Weights that multiply the size of drawn inputs by less or more than these are not drawn in a usual way; a unit of a sigmoid or tanh
    // needs about 1. Convention.
    private const double SmallGain = 0.2, LargeGain = 5;

    public static void Examine(Reading reading, Examination examination, PlannedRun run)
    {
        var trace = reading.Trace;
        if (trace.Step is > 0 || examination.Findings.Any(one => one.Severity == Severity.Error) || !run.GoesAsFar) return;
        double[] gains = [.. trace.Layers.Select(layer => Gain.Of(layer.Weights))];
        int odd = Array.FindIndex(gains, gain => gain is > 0 and < SmallGain or > LargeGain);
        if (odd < 0) return;
        double[] asIs = run.AsPlanned, fresh = run.FromFresh();
        if (!asIs.Zip(fresh).All(pair => pair.Second - pair.First >= PlannedRun.Gap && pair.First < PlannedRun.Little)) return;
        var fault = gains[odd] < SmallGain ? Faults.WeightsTooSmall : Faults.WeightsTooLarge;
        examination.Report(fault.Error(Grade.Strong, new Where(Reading.LayerName(odd + 1), $"w{odd + 1}", Phases.Initialization),
            $"w{odd + 1} multiplies the size of its inputs by {Words.Number(gains[odd])}, where about 1 is usual: " +
            $"from such weights a copy learns {Words.Percent(asIs.Average())} of what there is in the recorded rows " +
            $"in {Words.Count(run.Left, "step")}, and from weights drawn anew {Words.Percent(fresh.Average())}",
            null, ("gain", gains[odd]), ("learned", asIs.Average()), ("could_be_learned", fresh.Average())));
    }
}
