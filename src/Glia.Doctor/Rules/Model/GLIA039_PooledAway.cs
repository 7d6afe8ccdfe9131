using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault PooledAway { get; } = new("GLIA039", Family.Model, "pooled away",
        "A layer that looks at neighbours sees a single position: poolings or strides before it left no others.",
        "Pool less before it, or put it before the pooling.",
        Explains: "S08 S09 S26 S27")
    {
        JudgedBy = () => new PooledAway(),
        Shows = [ExhibitKind.Signal],
        TriedUnsuspected = true,
    };
}

/// <summary>
/// Where things stood to each other was thrown away before anything could look at it: a window of several positions over an input that has
/// shrunk to one, all of whose weights but one meet padding; or, before the first layer without a window, a pooling that leaves one
/// position of several. Twins decide whether that is a loss.
/// </summary>
internal sealed class PooledAway() : Rule(Faults.PooledAway)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Network is not { } network || network.InputShape.Rank < 2) yield break;
        if (Blind(network) is { } blind)
            yield return Suspected(Fault.Warning(Grade.Certain, At(blind), Seen(blind), null, Numbers(blind)));
        else if (LastPool(network) is { } pool)
            yield return Suspected(Fault.Note(Grade.Weak, At(pool),
                $"{pool.Name} ({pool.ClassName}) takes the last {pool.InputShape.Positions} positions together: of {network.InputShape} "
                + $"one position is left for the layers behind it, {pool.OutputShape}.",
                $"Leave {pool.Name} out, or use smaller strides and poolings before it.", Numbers(pool)));
        else
            yield return Fine("Every window is over an input of several positions.");
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (variant.Input.Rank < 2) yield break;
        Network network = variant.Build(out _);
        Layer? blind = Blind(network);
        // The last layer before it that takes several positions together and has no weights to lose.
        int pool = blind is null && LastPool(network) is { } last ? network.Children.ToList().IndexOf(last)
            : network.Children.TakeWhile(layer => layer != blind).ToList().FindLastIndex(IsPooling);
        if (pool < 0 || (blind is null && LastPool(network) is null)) yield break;
        string name = network.Children[pool].Name, seeing = blind is null ? "the layers behind it see" : $"{blind.Name} sees";
        yield return new Change(Fault, $"{name} left out", At(blind ?? network.Children[pool]),
            $"Leave {name} out, so that {seeing} several positions.", v => v.WithoutLayer(pool));
    }

    private static Layer? Blind(Network network) => network.Layers.FirstOrDefault(layer =>
        layer is { SumsInputs: true, WindowPositions: > 1, InputShape: { Rank: > 1, Positions: 1 } });

    // One that takes all there is together, as global pooling does, is meant; what strides and poolings before it left of an image is not.
    private static Layer? LastPool(Network network)
    {
        Layer? last = network.Children.LastOrDefault(IsPooling);
        return last is { InputShape.Positions: > 1, OutputShape: { Rank: > 1, Positions: 1 } } ? last : null;
    }

    private static bool IsPooling(Layer layer) => layer is { WindowPositions: > 1, SumsInputs: false };

    private static Where At(Layer layer) => new(layer.Name, Phase: Phases.Specification);

    private static (string, double)[] Numbers(Layer layer) => [("positions", 1), ("window", layer.WindowPositions)];

    private static string Seen(Layer blind) => $"{blind.Name} ({blind.ClassName}) looks at {blind.WindowPositions} positions at a "
        + $"time, and what comes to it is {blind.InputShape}: one position.";
}
