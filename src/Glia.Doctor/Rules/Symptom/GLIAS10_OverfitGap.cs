using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault OverfitGap { get; } = new("GLIAS10", Family.Symptom, "overfitting",
        "Training improves while validation does not.",
        Look)
    {
        JudgedBy = () => new OverfitGap(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>A network that has learned its training rows and answers those evaluated by chance, though their labels are theirs.</summary>
internal sealed class OverfitGap() : Rule(Faults.OverfitGap)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.LabelFit is { IsPoor: true, Moved: null, Training: { } training } fit)
            yield return Found(Fault.Warning(Grade.Likely, new Where(null, "eval_y", Phases.Evaluation), fit.Poor,
                "Compare the transforms of training and evaluation rows, and look for overfitting.", ("accuracy", fit.Accuracy),
                ("training", training)));
    }
}
