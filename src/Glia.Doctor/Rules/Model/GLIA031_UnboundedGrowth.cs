using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Layers;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UnboundedGrowth { get; } = new("GLIA031", Family.Model, "activation that grows without bound",
        "The activations grow from layer to layer until they overflow.",
        "Use relu or tanh in the hidden layers.",
        Explains: "041 S03 S04 S05 S09 S27")
    {
        JudgedBy = () => new UnboundedGrowth(),
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
        if (Feeding(facts.Architecture) is { InputShape.Positions: > 1 } state)
            yield return Suspected(Fault.Warning(Grade.Likely, new Where(facts.Architecture.NameOf(state), Phase: Phases.Specification),
                $"{facts.Architecture.NameOf(state)} applies {state.CellActivation.Name} to its state at each of "
                + $"{Words.Count(state.InputShape[0], "step")}, and nothing bounds what adds up in it.", Bounded(state)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        foreach (Change change in Own(HiddenRepair.For(variant))) yield return change;
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        if (Feeding(architecture) is not { } first) yield break;
        string name = architecture.NameOf(first), was = first.CellActivation.Name;
        yield return new Change(Fault, $"{was} to tanh in {name}", new Where(name, Phase: Phases.Specification), Bounded(first),
            v => architecture.Layers.Where(IsUnbounded).Aggregate(v, (w, layer) =>
                w.WithLayer(architecture.PlaceOf(layer), settings => settings["activation"] = "tanh", redraw: false)));
    }

    // A state that is fed to itself at the next step, through an activation without an upper bound.
    private static RecurrentLayer? Feeding(Architecture architecture) =>
        architecture.Layers.OfType<RecurrentLayer>().FirstOrDefault(IsUnbounded);

    private static bool IsUnbounded(Layer layer) =>
        layer is RecurrentLayer { CellActivation.Range: { High: double.PositiveInfinity } };

    private static string Bounded(RecurrentLayer layer) =>
        $"Use activation=\"tanh\" in the {layer.ClassName}, as it is by default, and relu in dense layers after it.";
}
