using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NoHiddenNonlinearity { get; } = new("GLIA021", Family.Model, "no activation between the layers",
        "Layers without an activation between them are one linear layer, however many there are.",
        "Give the hidden layers an activation such as relu.",
        Explains: "037 S26")
    {
        JudgedBy = () => new NoHiddenNonlinearity(),
        ShowsLate = true,
    };
}

/// <summary>Whether that does harm depends on the data: a linear relation needs no more.</summary>
internal sealed class NoHiddenNonlinearity() : Rule(Faults.NoHiddenNonlinearity)
{
    // convention: by so much random relu features must beat a linear model before the data are called nonlinear.
    private const double ClearlyBetter = 0.1;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        Architecture architecture = facts.Architecture;
        var hidden = architecture.Hidden.ToList();
        var bare = hidden.Where(block => block.Activations.Count == 0).ToList();
        if (hidden.Count == 0)
            yield return Fine("There is one layer with weights, so nothing can be missing between layers.");
        else if (bare.Count == 0)
            yield return Fine($"Hidden activations: {string.Join(", ", hidden.Select(block => block.Activation).Distinct())}.");
        else if (facts.Subject.Network is { IsChain: false })
            yield return Skipped("the layers branch, so the one after a layer need not be the one that takes it");
        else if (bare.Count == hidden.Count)
            yield return OneLinearLayer(facts, bare[0], architecture.Blocks.Count);
        else
            yield return Found(Fault.Note(Grade.Likely, At(bare[0]),
                $"{string.Join(", ", bare.Select(block => block.Name))} has no activation, so it and the layer after it are one linear " +
                "layer.",
                null, ("layers", bare.Count)));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        int layers = reading.Trace.Layers.Count;
        if (layers > 1 && reading.Activations.SkipLast(1).All(one => one.Name == "linear"))
            yield return Found(Fault.Warning(Grade.Strong, new Where("layer 1", Phase: Phases.Specification),
                $"the {layers} layers have no activation between them, so they are one linear layer"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HiddenRepair.For(variant));

    private Judgement OneLinearLayer(ExperimentFacts facts, Block first, int layers)
    {
        Finding finding = Fault.Warning(Grade.Strong, At(first),
            $"None of the {layers} layers before the output has an activation, so together they compute one linear function of the input.",
            "Give the hidden layers an activation: activation=\"relu\".", ("layers", layers));
        return facts.Relation is { } relation && Harm(relation) is { } harm
            ? Found(finding with { Severity = Severity.Error, Evidence = $"{finding.Evidence} {harm}" })
            : Suspected(finding);
    }

    private static string? Harm(Relation relation)
    {
        bool classes = !double.IsNaN(relation.MajorityAccuracy);
        double linear = classes ? relation.Linear.Accuracy : relation.Linear.Skill;
        double free = classes ? relation.Nonlinear.Accuracy : relation.Nonlinear.Skill;
        if (!(free - linear > ClearlyBetter)) return null;
        string does = classes ? "is right for" : "explains", of = classes ? "" : " of the variance";
        return $"On these data a linear model {does} {Math.Max(0, linear):0 %}{of}, random relu features {free:0 %}.";
    }

    private static Where At(Block block) => new(block.Name, Phase: Phases.Specification);
}
