using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MissingBias { get; } = new("GLIA035", Family.Model, "layer without bias",
        "A layer has no bias, or one that batch normalisation cancels.",
        "Add the bias, or remove it before batch normalisation.");
}

/// <summary>Never more than a remark.</summary>
internal sealed class MissingBias() : Rule(Faults.MissingBias)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        var without = facts.Architecture.Blocks.Where(block => block is { Layer.LacksBias: true, Normalized: false }).ToList();
        if (without.Count > 0)
            yield return Found(Fault.Note(Grade.Weak, new Where(without[0].Name, Phase: Phases.Specification),
                $"{string.Join(", ", without.Select(block => block.Name))} has no bias and no batch normalisation, so its outputs are " +
                "tied to 0 at input 0.",
                "Set use_bias to true unless that is meant."));
        else
            yield return Fine("Every layer has a bias or batch normalisation.");
    }
}
