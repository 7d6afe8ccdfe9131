using System.Runtime.CompilerServices;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Facts;

/// <summary>What is known of a variant: each figure is computed when first asked for and kept as long as the variant.</summary>
internal sealed class VariantFacts
{
    private static readonly ConditionalWeakTable<Variant, VariantFacts> s_known = [];

    private readonly Lazy<Network> _network;
    private readonly Lazy<Architecture> _architecture;
    private readonly Lazy<DrawnWeights?> _oddest;

    private VariantFacts(Variant variant)
    {
        _network = new(() => variant.Build(out _));
        // As they stand in the network, because how much passes through a layer depends on the shape that it is given.
        _architecture = new(() => new Architecture(_network.Value.Children));
        _oddest = new(() => DrawnWeights.OddestOf(_network.Value));
        Loss = variant.Loss;
    }

    /// <summary>Those of a variant.</summary>
    public static VariantFacts Of(Variant variant) => s_known.GetValue(variant, one => new VariantFacts(one));

    /// <summary>What the network gives for a row.</summary>
    public Shape OutputShape => _network.Value.OutputShape;

    /// <summary>The layers as blocks.</summary>
    public Architecture Architecture => _architecture.Value;

    /// <summary>The last dense block and the loss; null without a dense layer at the end.</summary>
    public OutputHead? Head => Architecture.Output is { Units: > 0 and var units } ? OutputHead.Of(Architecture, units, Loss) : null;

    /// <summary>The first weights that are odd; null if all are usual.</summary>
    public DrawnWeights? Oddest => _oddest.Value;

    private Losses.Loss Loss { get; }
}
