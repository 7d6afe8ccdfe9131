using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault CannotOverfit { get; } = new("GLIAS26", Family.Symptom, "cannot fit a few samples",
        "The network cannot learn ten samples by heart.",
        "Look at the network, its first weights, its output and its loss: the data and their order are not to blame for this.")
    {
        JudgedBy = () => new CannotOverfit(),
    };
}

/// <summary>A layer, loss or optimizer of somebody's own that cannot be copied can be in no trial, which is said.</summary>
internal sealed class CannotOverfit() : Rule(Faults.CannotOverfit)
{
    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (OwnClasses.Of(facts)?.Obstacle is { } obstacle) yield return Undecided("Whether it learns was not examined: no copy of it " +
            $"can be tried. {obstacle}");
    }
}
