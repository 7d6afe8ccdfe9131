using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BroadcastInLoss { get; } = new("GLIA051", Family.Loss, "targets broadcast against the outputs",
        "Targets meet outputs of another shape, and a target is compared with outputs that are not its own.",
        "Reshape the targets to the shape of the outputs.",
        Explains: "019 S02 S03 S08 S25 S26 S27")
    {
        JudgedBy = () => new BroadcastInLoss(),
    };
}

/// <summary>One number a row compared with every output, or with the answer at every position: all of them learn the same.</summary>
internal sealed class BroadcastInLoss() : Rule(Faults.BroadcastInLoss)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override bool MendedByOutput => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.TargetFit is { Misfit: Misfit.ValueForEveryOutput } fit)
            yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                $"Each target is one number, and {fit.Loss.Name} compares it with all {fit.Outputs} outputs at once, "
                + "so all outputs learn the same.",
                "One output unit, or targets with as many columns as units.", fit.Numbers));
        // Each position learns the answer of the row, and some of them may know it.
        if (facts.Subject.BuildFailure is null && AnswerOnce.Asked(Fault, facts) is { } asked)
            yield return Suspected(asked with
            {
                Severity = Severity.Warning,
                Evidence = $"{asked.Evidence} {facts.Subject.Loss.Name} compares it with all of them.",
            });
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        VariantFacts facts = VariantFacts.Of(variant);
        if (!AnswerAtEachStep.IsOfOneTarget(variant.Data.Targets, facts.OutputShape)) return [];
        IReadOnlyList<Layer> layers = facts.Architecture.Layers;
        if (AnswerOnce.Of(variant.Layers, layers) is not { } once) return [];
        return [new Change(Fault, once.Words, new Where(facts.Architecture.Output?.Name, Phase: Phases.Specification), once.Prescription,
            v => v with
            {
                Layers = [.. v.Layers.Take(once.Place), once.Now, .. v.Layers.Skip(once.Place + 1)],
                Redrawn = new HashSet<int>(v.Redrawn) { once.Place },
            })];
    }
}
