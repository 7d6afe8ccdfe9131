using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UnboundedGrowth { get; } = new("GLIA031", Family.Model, "activation that grows without bound",
        "The activations grow from layer to layer until they overflow.",
        "Use relu or tanh in the hidden layers.",
        Explains: "041 S03 S04 S05 S09 S27")
    {
        Shows = [ExhibitKind.Signal],
    };
}

/// <summary>Harm is certain where the values burst before the first step.</summary>
internal sealed class UnboundedGrowth() : SignalRule(Faults.UnboundedGrowth)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { } flow) yield break;
        Block? growing = flow.Hidden.Select(signal => signal.Block)
            .FirstOrDefault(block => block.Functions.Any(function => function.Outgrows));
        if (growing is null)
            yield return Fine($"Hidden values stay below {flow.Largest:0.##}.");
        else if (flow.Burst is { } burst)
            yield return Found(Fault.Error(Grade.Strong, At(growing),
                $"{growing.Activation} activations feed each other: {burst.Block.Name} already gives values up to " +
                $"{burst.Largest:0.#e0} before the first step.",
                null, ("largest", burst.Largest)));
        else
            yield return Suspected(Fault.Warning(Grade.Likely, At(growing),
                $"{growing.Name} uses the {growing.Activation} as activation, which has no bound.", null, ("largest", flow.Largest)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HiddenRepair.For(variant));
}
