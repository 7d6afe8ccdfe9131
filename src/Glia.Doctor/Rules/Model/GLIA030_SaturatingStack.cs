using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SaturatingStack { get; } = new("GLIA030", Family.Model, "deep stack of saturating activations",
        "So many sigmoid or tanh layers follow each other that no gradient reaches the first ones.",
        "Use relu with He initialisation, batch normalisation, or fewer layers.",
        Explains: "S01 S02 S03 S08 S09 S17 S18 S20 S23 S26 S27");
}

/// <summary>Ten tanh layers of usual weights carry the signal, ten sigmoid layers do not: what arrives decides.</summary>
internal sealed class SaturatingStack() : SignalRule(Faults.SaturatingStack)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { Thief: SignalThief.SaturatingStack } flow) yield break;
        Block first = flow.Hidden[0].Block;
        yield return Stolen(flow, Fault.Warning(Grade.Strong, At(first),
            $"{flow.Lost}: {flow.Saturating} layers of {first.Activation} each pass on a fraction of it, and of the gradient.", null,
            [.. flow.Numbers, ("layers", flow.Saturating)]));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HiddenRepair.For(variant));
}
