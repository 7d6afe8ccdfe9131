using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault IgnoresInput { get; } = new("GLIAS27", Family.Symptom, "ignores the input",
        "The loss is the same with permuted inputs.",
        Look);
}

/// <summary>A network that answers nearly the same to every row, whatever its gradients are, is not in order.</summary>
internal sealed class IgnoresInput() : Rule(Faults.IgnoresInput)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.HasLoss && reading.Overshoot is null && reading.SameAnswers is { } same)
            yield return Undecided($"{same}: it answers the same whatever the input, and nothing recorded shows why; "
                + "record a step of a later epoch as well");
    }
}
