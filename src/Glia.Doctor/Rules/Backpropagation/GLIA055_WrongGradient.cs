using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Losses;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongGradient { get; } = new("GLIA055", Family.Backpropagation, "wrong gradient",
        "The gradient of a layer is not the derivative of the loss.",
        "Correct the backward pass of the named layer.",
        Explains: "S03 S06 S08 S09 S18 S20 S26 S27");
}

/// <summary>
/// Layers, activations and a loss of somebody's own: their backward passes are held against differences of their forward passes, on rows of
/// the data. Glia's own are checked by its tests.
/// </summary>
internal sealed class WrongGradient() : Rule(Faults.WrongGradient)
{
    public override Tier Needs => Tier.Gradients;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (OwnClasses.Of(facts) is not { } own) yield break;
        foreach (Layer layer in own.Layers) yield return OfLayer(layer, own.Check(layer));
        // Of a gradient that leads up it is told that it does.
        if (own.Loss is { } loss && facts.Descent is not { LeadsUp: true }) yield return OfLoss(loss, own.Check(loss));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Direction is { } step && step.Fault == Fault)
            yield return Found(Fault.Error(step.Grade, step.At, step.Says,
                "w = w - learning_rate * gradient, with the gradient of the same parameter."));
    }

    private Judgement OfLayer(Layer layer, Checking.GradientReport report) => Compare(report, $"{layer.Name} ({layer.ClassName})",
        new Where(layer.Name, report.Mismatches is [{ } first, ..] ? first.Array : null, Phases.Backward),
        $"Correct the Backward of {layer.ClassName}; GradientCheck.Of(layer, shape) checks it in a test.");

    private Judgement OfLoss(Loss loss, Checking.GradientReport report) => Compare(report, $"The loss {loss.Name}",
        new Where(null, "output", Phases.Loss),
        $"Correct the gradient in {loss.GetType().Name}; GradientCheck.Of(loss, targets, output) checks it in a test.");

    private Judgement Compare(Checking.GradientReport report, string what, Where place, string prescription)
    {
        if (report.IsRight) return Fine($"{report.Compared} gradients of {what} agree with central differences.");
        if (!report.IsWrong) return Undecided($"No gradient of {what} could be compared with central differences of float32.");
        string evidence = $"The backward pass of {what} is not the derivative of its forward pass: {report.FirstFault}";
        (string, double)[] numbers = report.Mismatches is [{ } worst, ..] ? [("expected", worst.Expected), ("found", worst.Found)] : [];
        // What points up or across cannot lower the loss, and memory that is gone is no gradient. What still points down may learn all the
        // same, which the trials see.
        return report.Broken.Count > 0 || report.Mismatches.Any(mismatch => !(mismatch.Agreement > 0))
            ? Found(Fault.Error(Grade.Strong, place, evidence, prescription, numbers))
            : Suspected(Fault.Warning(Grade.Strong, place, evidence, prescription, numbers));
    }
}
