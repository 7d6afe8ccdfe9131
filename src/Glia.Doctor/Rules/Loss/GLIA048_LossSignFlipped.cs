using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LossSignFlipped { get; } = new("GLIA048", Family.Loss, "gradient has the wrong sign",
        "The gradient points uphill: training maximises the loss.",
        "Flip the sign of the loss gradient, or that of the update.",
        Explains: "S01 S04 S05 S06 S09 S13 S26 S27")
    {
        JudgedBy = () => new LossSignFlipped(),
    };
}

/// <summary>A small step down the gradient must lower the loss. Only a loss of somebody's own can fail here; tests check Glia's.</summary>
internal sealed class LossSignFlipped() : Rule(Faults.LossSignFlipped)
{
    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Descent is not { } descent) yield break;
        if (descent is { LeadsUp: true, Shorter: { } shorter })
            yield return Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Loss),
                $"A small step down the gradient raises the loss by {-shorter:0.##} times what the gradient promises to take off it.",
                null, ("change", shorter)));
        else
            yield return Fine($"A small step down the gradient lowers the loss by {100 * descent.Ratio:0} % of what the slope promises.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Direction is { } step && step.Fault == Fault)
            yield return Found(Fault.Error(step.Grade, step.At, step.Says));
        if (!reading.Downhill || reading.Trace.After is not null || reading.Shared is not { } shared) yield break;
        yield return Found(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Backward),
            $"every gradient has the opposite sign of the derivative of the {reading.Loss!.Name}: {Words.Number(-shared.Factor)} times it",
            "Make sure that they are added to the weights and not subtracted.", ("factor", -shared.Factor)));
        yield return Undecided("no weights after the step were recorded, so the sign of the update is not known");
    }
}
