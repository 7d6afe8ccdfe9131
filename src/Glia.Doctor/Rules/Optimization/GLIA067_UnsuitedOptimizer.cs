using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UnsuitedOptimizer { get; } = new("GLIA067", Family.Optimization, "optimizer ill suited",
        "Another optimizer at its usual setting learns much faster here.",
        "Adam at 0.001.",
        Explains: "S02 S08")
    {
        JudgedBy = () => new UnsuitedOptimizer(),
        Shows = [ExhibitKind.Updates, ExhibitKind.Loss],
    };
}

/// <summary>Only trials show that an optimizer does not suit: it is judged beside Adam.</summary>
internal sealed class UnsuitedOptimizer() : Rule(Faults.UnsuitedOptimizer)
{
    /// <summary>Adam at its usual rate.</summary>
    public static Change Adam { get; } =
        new(Faults.UnsuitedOptimizer, "Adam at 0.001", new Where(Phase: Phases.Update), "Use Adam at 0.001.", variant => variant.WithAdam())
        {
            Generic = true,
            Lever = Lever.Optimizer,
        };

    /// <summary>Adam where the variant has another optimizer.</summary>
    public static IEnumerable<Change> For(Variant variant) => variant.OptimizerName == "Adam" ? [] : [Adam];

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => For(variant);
}
