using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault Saturation { get; } = new("GLIAS17", Family.Symptom, "saturated units",
        "Units sit at the flat end of their activation for every sample.",
        Look)
    {
        JudgedBy = () => new Saturation(),
        Shows = [ExhibitKind.SaturatedUnits],
    };
}

/// <summary>Units of a hidden layer that sit at a flat end of their activation for nearly every reference row.</summary>
internal sealed class Saturation() : RunRule(Faults.Saturation)
{
    // convention: more than half of a layer.
    private const double Many = 0.5;

    public override Judgement? Judge(RunFacts run) => run.Most(state => state.Saturated) is var (layer, saturated)
        ? Seen(saturated > Many, new Where(layer, Phase: Phases.Forward),
            $"{100 * saturated:0.#} % of the units of {layer} sit at a flat end.")
        : null;
}
