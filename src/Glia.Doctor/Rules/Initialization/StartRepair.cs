using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>First weights drawn anew in every dense layer, in place of odd ones.</summary>
internal static class StartRepair
{
    /// <summary>The repair, named for what is odd about the first odd kernel, or bias; null where all are usual.</summary>
    public static Change? For(Variant variant)
    {
        if (VariantFacts.Of(variant) is not { Oddest: { } odd }) return null;
        bool bias = odd.Oddity == StartOddity.LargeBias;
        string was = odd.Oddity == StartOddity.Constant ? "all equal" : $"of size {Words.Number(odd.Size)}";
        string drawn = bias ? "zeros for the biases" : "he_normal or glorot_uniform, and zeros for the biases";
        string usual = bias ? "" : $", usual is about {Words.Number(Words.Rounded(odd.Usual, 2))}";
        return new Change(FaultOf(odd.Oddity), $"first weights drawn by {drawn}",
            new Where(odd.Layer, odd.Parameter, Phases.Initialization),
            $"Start with {drawn}: the {odd.Parameter} of {odd.Layer} is {was}{usual}.",
            Usual);
    }

    /// <summary>A copy whose layers with weights begin as is usual.</summary>
    public static Variant Usual(Variant variant)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        return architecture.Blocks.Where(block => block.Units > 0).Aggregate(variant, Redrawn);

        Variant Redrawn(Variant v, Block block) => v.WithLayer(architecture.PlaceOf(block.Layer), layer =>
        {
            layer["kernel_initializer"] = block.Layer.Function is { Rectifies: true } ? "he_normal" : "glorot_uniform";
            layer["bias_initializer"] = "zeros";
        }, redraw: true);
    }

    private static Fault FaultOf(StartOddity oddity) => oddity switch
    {
        StartOddity.Constant => Faults.ConstantWeights,
        StartOddity.TooLarge => Faults.WeightsTooLarge,
        StartOddity.TooSmall => Faults.WeightsTooSmall,
        _ => Faults.OddBias,
    };
}
