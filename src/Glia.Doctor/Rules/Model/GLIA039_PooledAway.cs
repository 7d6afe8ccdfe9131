using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault PooledAway { get; } = new("GLIA039", Family.Model, "pooled away before a convolution",
        "A layer that looks at neighbours sees a single position: poolings or strides before it left no others.",
        "Pool less before it, or put it before the pooling.",
        Explains: "S08 S09 S26 S27")
    {
        Shows = [ExhibitKind.Signal],
        TriedUnsuspected = true,
    };
}

/// <summary>
/// A window of several positions over an input that has shrunk to one: all of its weights but one meet padding. Where things stood to each
/// other was thrown away before anything could look at it. Twins decide whether that is a loss.
/// </summary>
internal sealed class PooledAway() : Rule(Faults.PooledAway)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Network is not { } network || network.InputShape.Rank < 2) yield break;
        if (Blind(network) is not { } blind) yield return Fine("Every window is over an input of several positions.");
        else yield return Suspected(Fault.Warning(Grade.Certain, new Where(blind.Name, Phase: Phases.Specification), Seen(blind), null,
            ("positions", 1), ("window", blind.WindowPositions)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (variant.Input.Rank < 2) yield break;
        Network network = variant.Build(out _);
        if (Blind(network) is not { } blind) yield break;
        // The last layer before it that takes several positions together and has no weights to lose.
        int pool = network.Children.TakeWhile(layer => layer != blind).ToList()
            .FindLastIndex(layer => layer is { WindowPositions: > 1, SumsInputs: false });
        if (pool < 0) yield break;
        string name = network.Children[pool].Name;
        yield return new Change(Fault, $"{name} left out", new Where(blind.Name, Phase: Phases.Specification),
            $"Leave {name} out, so that {blind.Name} sees several positions.", v => v.WithoutLayer(pool));
    }

    private static Layer? Blind(Network network) => network.Layers.FirstOrDefault(layer =>
        layer is { SumsInputs: true, WindowPositions: > 1, InputShape: { Rank: > 1, Positions: 1 } });

    private static string Seen(Layer blind) => $"{blind.Name} ({blind.ClassName}) looks at {blind.WindowPositions} positions at a "
        + $"time, and what comes to it is {blind.InputShape}: one position.";
}
