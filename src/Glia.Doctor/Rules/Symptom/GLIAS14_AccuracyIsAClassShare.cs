using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault AccuracyIsAClassShare { get; } = new("GLIAS14", Family.Symptom, "accuracy is exactly a class share",
        "The accuracy is exactly 0, 1 or the share of one class.",
        Look)
    {
        JudgedBy = () => new AccuracyIsAClassShare(),
        Shows = [ExhibitKind.Accuracy, ExhibitKind.ClassCounts],
    };
}

/// <summary>
/// Every accuracy of a recorded course is the share of one class: one class is answered, by the network or by what reads it.
/// </summary>
internal sealed class AccuracyIsAClassShare() : Rule(Faults.AccuracyIsAClassShare)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Shares is { } shares && !StaleForwardPass.IsTold(reading, shares))
            yield return Found(Fault.Error(Grade.Likely, new Where(null, "accuracy_history", Phases.Evaluation), shares.Evidence));
    }
}
