using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault FrozenLayer { get; } = new("GLIA034", Family.Model, "randomly initialised layer is frozen",
        "A layer that was never trained is excluded from training.",
        "Make the layer trainable.",
        Explains: "S03 S08 S20")
    {
        JudgedBy = () => new FrozenLayer(),
        Shows = [ExhibitKind.Updates],
    };
}

/// <summary>Layers that are excluded from training although nothing has trained them.</summary>
internal sealed class FrozenLayer() : Rule(Faults.FrozenLayer)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        var blocks = facts.Architecture.Blocks;
        var frozen = blocks.Where(block => !block.Layer.Trainable).ToList();
        if (frozen.Count == 0 || facts.Subject.Pretrained)
        {
            yield return Fine(frozen.Count == 0 ? "Every layer is trainable." : "The frozen layers were trained before.");
            yield break;
        }
        string names = string.Join(", ", frozen.Select(block => block.Name));
        var where = new Where(frozen[0].Name, Phase: Phases.Specification);
        if (frozen.Count == blocks.Count)
            yield return Found(Fault.Error(Grade.Certain, where, $"Every layer is frozen ({names}), so no step changes anything.",
                "Set trainable to true.", ("frozen", frozen.Count)));
        else
            yield return Suspected(Fault.Warning(Grade.Likely, where,
                $"{names} is frozen (trainable is false) with its random first weights, so the network can only use what those happen " +
                "to compute.",
                $"Set trainable to true in {names}.", ("frozen", frozen.Count)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        Layer[] frozen = [.. architecture.Layers.Where(layer => !layer.Trainable)];
        if (frozen.Length == 0) yield break;
        string[] names = [.. frozen.Select(architecture.NameOf)];
        yield return new Change(Fault, $"{names[0]} made trainable", new Where(names[0], Phase: Phases.Specification),
            $"Set trainable to true in {string.Join(", ", names)}.",
            v => frozen.Select(architecture.PlaceOf)
                .Aggregate(v, (w, i) => w.WithLayer(i, layer => layer.Remove("trainable"), redraw: false)));
    }
}
