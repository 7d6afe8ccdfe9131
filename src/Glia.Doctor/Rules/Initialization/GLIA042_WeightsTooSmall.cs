using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WeightsTooSmall { get; } = new("GLIA042", Family.Initialization, "weights too small at the start",
        "The weights start so small that the signal fades from layer to layer.",
        "Use he_normal for relu, glorot_uniform otherwise.",
        Explains: "S01 S02 S03 S08 S18 S23");
}

/// <summary>A last layer of zeros is fine: what counts is what it is given.</summary>
internal sealed class WeightsTooSmall() : SignalRule(Faults.WeightsTooSmall)
{
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

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(StartRepair.For(variant));
}
