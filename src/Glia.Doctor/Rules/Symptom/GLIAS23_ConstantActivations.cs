using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ConstantActivations { get; } = new("GLIAS23", Family.Symptom, "activations do not depend on the input",
        "A hidden layer gives nearly the same for every sample.",
        Look)
    {
        JudgedBy = () => new ConstantActivations(),
        Shows = [ExhibitKind.Signal],
    };
}

/// <summary>A hidden layer that gives nearly the same whatever the input.</summary>
internal sealed class ConstantActivations() : RunRule(Faults.ConstantActivations)
{
    // The deviation between rows as a share of the size of the outputs. Convention.
    private const double Little = 1e-3;

    public override Judgement? Judge(RunFacts run) => run.Most(state => -state.Spread) is var (layer, negative)
        ? Seen(-negative < Little, new Where(layer, Phase: Phases.Forward),
            $"The outputs of {layer} vary between rows by {-negative:G2} of their size.")
        : null;
}
