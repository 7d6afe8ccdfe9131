using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SaturatingStack { get; } = new("GLIA030", Family.Model, "deep stack of saturating activations",
        "So many sigmoid or tanh layers follow each other that no gradient reaches the first ones.",
        "Use relu with He initialisation, batch normalisation, or fewer layers.",
        Explains: "S01 S02 S03 S08 S09 S17 S18 S20 S23 S26 S27")
    {
        JudgedBy = () => new SaturatingStack(),
        Shows = [ExhibitKind.Signal, ExhibitKind.Gradients],
    };
}

/// <summary>Ten tanh layers of usual weights carry the signal, ten sigmoid layers do not: what arrives decides.</summary>
internal sealed class SaturatingStack() : SignalRule(Faults.SaturatingStack)
{
    // Of the size of the last layer's gradient. Four fresh sigmoid layers of 32 units (glorot_uniform, softmax of 10) had 0.0016 to 0.009
    // in a hundred draws, in the median 0.0027. Convention: below all of them.
    private const double FadedGradient = 1e-3;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { Thief: SignalThief.SaturatingStack } flow) yield break;
        Block first = flow.Hidden[0].Block;
        yield return Stolen(flow, Fault.Warning(Grade.Strong, At(first),
            $"{flow.Lost}: {flow.Saturating} layers of {first.Activation} each pass on a fraction of it, and of the gradient.", null,
            [.. flow.Numbers, ("layers", flow.Saturating)]));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var layers = reading.Trace.Layers;
        int saturating = Enumerable.Range(1, layers.Count - 1).Count(l => reading.Function(l).Saturates);
        // Weights that are next to nothing let the signal fade through any activation.
        if (saturating < SignalFlow.ManySaturating || layers.Any(layer => Gain.ShareOfGlorot(layer.Weights) < Gain.SmallShare)) yield break;
        if (layers[0].WeightsGradient is not { } first || layers[^1].WeightsGradient is not { } last) yield break;
        double ratio = Size(first) / Math.Max(Size(last), double.Epsilon);
        if (ratio is < FadedGradient and > 0)
            yield return Found(Fault.Error(Grade.Strong, new Where("layer 1", "grad_w1", Phases.Backward),
                $"of {saturating} saturating layers the first receives {Words.Number(ratio)} of the gradient of the last", null,
                ("ratio", ratio)));
    }

    private static double Size(Matrix gradient) => gradient.Norm / Math.Sqrt(gradient.Values.Length);

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HiddenRepair.For(variant));
}
