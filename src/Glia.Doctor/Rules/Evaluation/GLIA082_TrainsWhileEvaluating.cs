using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TrainsWhileEvaluating { get; } = new("GLIA082", Family.Evaluation, "the evaluation trains",
        "The weights change during the evaluation.",
        "No optimizer step in the evaluation.",
        Explains: "078 S11 S31")
    {
        JudgedBy = () => new TrainsWhileEvaluating(),
    };
}

/// <summary>Weights that were recorded before and after the evaluation.</summary>
internal sealed class TrainsWhileEvaluating() : Rule(Faults.TrainsWhileEvaluating)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var start = reading.Evaluation?.Weights ?? reading.Trace.After;
        if (start is null || reading.Evaluation?.WeightsAfter is not { } end) yield break;
        for (int l = 0; l < start.Count; l++)
        {
            int changed = start[l].Kernel.Values.Zip(end[l].Kernel.Values).Count(pair => pair.First != pair.Second);
            if (changed == 0) continue;
            yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(l + 1), $"eval_w{l + 1}", Phases.Evaluation),
                $"{Words.Count(changed, "weight")} of w{l + 1} changed between the start and the end of the evaluation", null,
                ("changed", changed)));
            yield break;
        }
        yield return Fine("every weight is the same to the last bit before and after the evaluation");
    }
}
