using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault VanishingGradient { get; } = new("GLIAS18", Family.Symptom, "vanishing gradient",
        "The gradient fades on its way to the first layer.",
        Look)
    {
        JudgedBy = () => new VanishingGradient(),
        Shows = [ExhibitKind.Gradients],
    };
}

/// <summary>The gradient of the first kernel is next to nothing beside that of the last.</summary>
internal sealed class VanishingGradient() : RunRule(Faults.VanishingGradient)
{
    // Between the first layer and the last. Convention.
    private const double Little = 1e-3;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Kernels is not [var first, .., var last] || run.End is null) return null;
        double ratio = first.GradientNorm / last.GradientNorm;
        return Seen(ratio < Little, new Where(first.Parameter.Layer.Name, Phase: Phases.Backward),
            $"The gradient of {first.Parameter.Layer.Name} is {ratio:G2} times that of {last.Parameter.Layer.Name}.");
    }
}
