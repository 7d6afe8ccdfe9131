using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NarrowBottleneck { get; } = new("GLIA032", Family.Model, "bottleneck of one to three relu units",
        "A layer is so narrow that all its relu units are likely to be dead at once.",
        "Widen the layer or use leaky_relu.",
        Explains: "S01 S02 S03 S09 S16 S20 S23 S26 S27")
    {
        JudgedBy = () => new NarrowBottleneck(),
        Shows = [ExhibitKind.Signal],
        TriedUnsuspected = true,
    };
}

/// <summary>Narrow layers of other activations are a matter of capacity.</summary>
internal sealed class NarrowBottleneck() : SignalRule(Faults.NarrowBottleneck)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { IsJudged: true } flow) yield break;
        if (flow is { Thief: SignalThief.NarrowRelu, Narrow: { } few })
            yield return Stolen(flow, Fault.Warning(Grade.Strong, At((flow.Dead ?? few).Block),
                $"{flow.Lost}: {Dying(flow.Dead)} of {few.Units} units, {flow.Hidden.Count} in a row.", null, flow.Numbers));
        else if (flow.Hidden.Select(signal => signal.Block).FirstOrDefault(block => block.MayDie) is { } narrow)
            yield return Suspected(Fault.Note(Grade.Weak, At(narrow),
                $"{narrow.Name} has {Words.Count(narrow.Units, $"{narrow.Activation} unit")}: if all of them go dead, nothing " +
                "passes.", null, ("units", narrow.Units)));
    }

    public override IEnumerable<Judgement> Judge(Reading reading) =>
        DeadRelu.At(reading).Where(dead => DeadRelu.IsNarrow(dead, reading))
            .Select(dead => Found(DeadRelu.Of(Fault, dead, reading, "below ")));

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(Widening.For(variant));

    private static string Dying(BlockSignal? dead) =>
        dead is null ? "relu layers" : $"all {dead.Units} relu units of {dead.Block.Name} are dead, as happens in layers";
}
