using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongGradient { get; } = new("GLIA055", Family.Backpropagation, "wrong gradient",
        "The gradient of a layer is not the derivative of the loss.",
        "Correct the backward pass of the named layer.",
        Explains: "S03 S06 S08 S09 S18 S20 S26 S27")
    {
        JudgedBy = () => new WrongGradient(),
        Shows = [ExhibitKind.GradientPairs],
    };
}

/// <summary>
/// Layers, activations and a loss of somebody's own: their backward passes are held against differences of their forward passes, on rows of
/// the data. Glia's own are checked by its tests.
/// </summary>
internal sealed class WrongGradient() : Rule(Faults.WrongGradient)
{
    // Up to which relative distance outputs may differ by something small that is left out. Convention.
    private const double Near = 0.01;

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
        if (reading.OutputsAreUnknown) yield return OfOutputs(reading);
        if (Misshapen(reading.Trace) is { } misshapen) yield return Found(misshapen);
        if (reading.Direction is { } step && step.Fault == Fault)
            yield return Found(Fault.Error(step.Grade, step.At, step.Says,
                "w = w - learning_rate * gradient, with the gradient of the same parameter."));
    }

    private Judgement OfOutputs(Reading reading)
    {
        bool far = !(reading.OutputError <= Near);
        return Found(Fault.Error(far ? Grade.Likely : Grade.Weak, reading.RecordedOutputs,
            $"outputs differs from what these weights give by a relative {Words.Number(reading.OutputError)}: "
            + "the forward pass does something else than stated",
            "Print the activations of one sample layer by layer and compare them with x @ w + b.",
            ("relative_error", reading.OutputError)) with
        { Severity = far ? Severity.Error : Severity.Warning });
    }

    // One number, or one row, moves all weights alike.
    private Finding? Misshapen(Trace trace)
    {
        int[] wrong = [.. Enumerable.Range(1, trace.Layers.Count).Where(l => trace.Layers[l - 1].MisshapenGradient is not null)];
        if (wrong is not [var number, ..]) return null;
        TraceLayer first = trace.Layers[number - 1];
        string names = Words.List([.. wrong.Select(l => $"grad_w{l}")]);
        string shape = first.MisshapenGradient == "[]" ? "a single number" : $"of shape {first.MisshapenGradient}";
        return Fault.Error(Grade.Strong, new Where(Reading.LayerName(number), $"grad_w{number}", Phases.Backward),
            $"{names} {(wrong.Length == 1 ? "is" : "are each")} {shape}, where w{number} is {first.Weights.Rows} x "
            + $"{first.Weights.Columns}: its weights do not get a derivative each",
            "Compute the gradient of a kernel as inputs.T @ delta, which has the shape of the kernel, and do not sum or average it.");
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
        Exhibit? exhibit = Exhibit(report, what);
        // What points up or across cannot lower the loss, and memory that is gone is no gradient. What still points down may learn all the
        // same, which the trials see.
        return report.Broken.Count > 0 || report.Mismatches.Any(mismatch => !(mismatch.Agreement > 0))
            ? Found(Shown(Fault.Error(Grade.Strong, place, evidence, prescription, numbers)))
            : Suspected(Shown(Fault.Warning(Grade.Strong, place, evidence, prescription, numbers)));

        Finding Shown(Finding finding) => exhibit is null ? finding : finding with { Exhibits = [exhibit] };
    }

    // Of each array the number that is wrong most.
    private static Exhibit? Exhibit(Checking.GradientReport report, string what)
    {
        var worst = report.Mismatches.Where(one => double.IsFinite(one.Expected) && double.IsFinite(one.Found)).ToArray();
        return worst.Length == 0 ? null : new Exhibit(ExhibitKind.GradientPairs, $"The gradients of {what} that are wrong most",
            [new("found", [.. worst.Select(one => one.Found)]), new("central difference", [.. worst.Select(one => one.Expected)])])
        {
            Of = "gradient",
            Names = [.. worst.Select(one => $"{one.Array} {one.Place}")],
        };
    }
}
