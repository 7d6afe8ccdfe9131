using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UpdateAdded { get; } = new("GLIA064", Family.Backpropagation, "update added instead of subtracted",
        "The step goes along the gradient, uphill.",
        "w = w - learning_rate * gradient.",
        Explains: "065 S01 S04 S05 S06 S09 S13 S26 S27");
}

/// <summary>A recorded step that goes up its gradient.</summary>
internal sealed class UpdateAdded() : Rule(Faults.UpdateAdded)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Steps.Count == 0) yield return Skipped("no weights after the step were recorded");
        if (reading.Direction is not { } step) yield break;
        if (step.Fault == Fault) yield return Found(Fault.Error(step.Grade, step.At, step.Says));
        else if (step.Fault is null) yield return step.IsDecided ? Fine(step.Says) : Undecided(step.Says);
    }
}
