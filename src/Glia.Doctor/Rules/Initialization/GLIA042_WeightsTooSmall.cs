using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WeightsTooSmall { get; } = new("GLIA042", Family.Initialization, "weights too small at the start",
        "The weights start so small that the signal fades from layer to layer.",
        "Use he_normal for relu, glorot_uniform otherwise.",
        Explains: "S01 S02 S03 S08 S18 S23")
    {
        JudgedBy = () => new WeightsTooSmall(),
        Shows = [ExhibitKind.Weights, ExhibitKind.Signal],
    };
}

/// <summary>A last layer of zeros is fine: what counts is what it is given.</summary>
internal sealed class WeightsTooSmall() : SignalRule(Faults.WeightsTooSmall)
{
    // Of a recorded step: the gain below which weights are small, what is left of the differences where nothing can be learned, and the
    // share of the loss of guessing that is no better than guessing. Convention.
    private const double SmallRecorded = 0.5, Lost = 1e-4, AsGuessing = 0.98;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { IsJudged: true } flow) yield break;
        var where = new Where(flow.Smallest.Block.Name, "kernel", Phases.Initialization);
        if (flow.Thief == SignalThief.SmallWeights)
            yield return Stolen(flow, Fault.Warning(Grade.Strong, where,
                $"{flow.Lost}: the weights of {flow.Smallest.Block.Name} are {1 / Gain.ShareOfGlorot(flow.Smallest):0.#} times smaller " +
                "than glorot_uniform makes them.",
                null, [.. flow.Numbers, ("gain", flow.Smallest.Gain)]));
        else if (flow.Thief == SignalThief.Unknown)
            yield return Stolen(flow, Fault.Warning(Grade.Likely, where, $"{flow.Lost}.", null, flow.Numbers));
        else if (flow.Thief == SignalThief.None)
            yield return Fine("Spread between samples from layer to layer: " +
                $"{string.Join(", ", flow.All.Select(signal => $"{signal.After:0.##e0}"))}.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var layers = reading.Trace.Layers;
        if (!reading.HasLoss || reading.Overshoot is not null) yield break;
        bool small = layers.Min(layer => Gain.Of(layer.Weights)) < SmallRecorded, slow = !reading.IgnoresScale;
        var where = new Where("layer 1", "w1", Phases.Initialization);
        if (small && reading.Fading is < SignalFlow.Gone and var fading)
        {
            // An optimizer that divides by the size of the gradient gets out of there.
            bool stuck = reading.Targets.AreClasses && slow && !reading.Progresses && reading.LossIsFarAbovePrior(AsGuessing);
            Finding finding = Fault.Warning(Grade.Likely, where, $"what varies between the rows shrinks to {Words.Number(fading)} of "
                + $"itself on the way through {Words.Count(layers.Count - 1, "hidden layer")} (gains {reading.Gains})",
                null, ("fading", fading));
            yield return Found(fading < Lost || stuck ? finding with { Severity = Severity.Error, Grade = Grade.Strong } : finding);
        }
        // The gradient of each layer is a product with the weights of the others, so that all steps are short where all weights are small.
        else if (small && slow && reading.SameAnswers is { } same && reading.UpdateRatio is > 0 and < StepEffect.Hopeless and var step)
            yield return Found(Fault.Error(Grade.Strong, where,
                $"{same}, and a step changes no kernel by more than {Words.Number(step)} of its size", null, ("update_ratio", step)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(StartRepair.For(variant));
}
