using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ClipTooLow { get; } = new("GLIA069", Family.Optimization, "gradients clipped too low",
        "Nearly every step is clipped, so the clip sets the step size.",
        "Raise the clip or remove it.",
        Explains: "066 S03 S08 S21")
    {
        JudgedBy = () => new ClipTooLow(),
        Shows = [ExhibitKind.Gradients, ExhibitKind.Updates],
    };
}

/// <summary>The first gradient is far longer than its clip, and what the clip leaves of it moves next to nothing.</summary>
internal sealed class ClipTooLow() : Rule(Faults.ClipTooLow)
{
    // Of the length of the gradient: a clip that acts in nearly every step. Convention.
    private const double ShareOfGradient = 0.1;

    // Of a recorded step, which nobody tries again: a clip that does harm whatever the rate is meant for. Tuned on the toy runs.
    private const double CertainShare = 0.01;

    // Of the size of the weights, a step: a tenth of what is usual. Convention.
    private const double LeastChange = 1e-4;

    private static readonly string[] s_keys = ["clipnorm", "global_clipnorm", "clipvalue"];

    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.ClippedStep is not { } step) yield break;
        if (step.Clip is not { } clip)
            yield return Fine("Gradients are not clipped.");
        else if (clip >= ShareOfGradient * step.Gradient || step.Change >= LeastChange || facts.Subject.Optimizer.IgnoresGradientScale)
            yield return Fine($"The gradient is {step.Gradient:0.###} long, the clip {clip:0.###}.");
        else
            yield return Suspected(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Update),
                $"The gradient is {step.Gradient:0.###} long and clipped to {clip:G3}: " +
                $"a step changes the weights by {step.Change:0.#e0} of their size.",
                null, ("gradient", step.Gradient), ("clip", clip)));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading is not { Step: { Length: StepLength.Clipped } step, Trace.ClipNorm: { } clip }) yield break;
        Finding finding = Fault.Warning(Grade.Likely, new Where(Parameter: "clip_norm", Phase: Phases.Update),
            $"the gradient has a norm of {Words.Number(step.Norm)} and is clipped to {Words.Number(clip)}: a step changes the weights by "
            + $"at most {Words.Number(step.Ratio)} of their size, and {step.Change}", null,
            [.. step.Numbers, ("norm", step.Norm), ("clip", clip)]);
        yield return clip < CertainShare * step.Norm ? Found(finding with { Severity = Severity.Error, Grade = Grade.Strong })
            : Suspected(finding);
    }

    /// <summary>Whether a clip is far below the norm of a gradient.</summary>
    public static bool Cuts(double? clip, double norm) => clip is > 0 && clip < ShareOfGradient * norm;

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (s_keys.FirstOrDefault(key => variant.Optimizer[key] is not null) is { } key)
            yield return new Change(Fault, "gradients not clipped", new Where(Phase: Phases.Update),
                $"Raise {key} a hundredfold, or remove it.", v => v.WithOptimizer(key, null));
    }
}
