using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UpdateRatioOff { get; } = new("GLIAS21", Family.Symptom, "steps too large or too small",
        "An update is far from a thousandth of the weights.",
        Look)
    {
        JudgedBy = () => new UpdateRatioOff(),
        Shows = [ExhibitKind.Updates],
    };
}

/// <summary>Steps that are far from a thousandth of the weights, which is usual (cs231n, "Ratio of weights:updates").</summary>
internal sealed class UpdateRatioOff() : RunRule(Faults.UpdateRatioOff)
{
    // A hundred times less, and more, than usual. Convention.
    private const double Short = 1e-5, Long = 0.1;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.End is null || run.Kernels.Count == 0) return null;
        ParameterTrack low = run.Kernels.MinBy(track => track.UpdateRatio)!, high = run.Kernels.MaxBy(track => track.UpdateRatio)!;
        string lowest = low.Parameter.Layer.Name, highest = high.Parameter.Layer.Name;
        return Seen(low.UpdateRatio < Short || high.UpdateRatio > Long,
            new Where(high.UpdateRatio > Long ? highest : lowest, Phase: Phases.Update),
            $"A step changes the weights by {low.UpdateRatio:G2} ({lowest}) to {high.UpdateRatio:G2} ({highest}) of their size; " +
            "usual is about 0.001.");
    }
}
