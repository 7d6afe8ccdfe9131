using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SoftmaxInHiddenLayer { get; } = new("GLIA027", Family.Model, "softmax in a hidden layer",
        "Softmax between layers forces the units to share one unit of activity and starves the gradients.",
        "Use relu in the hidden layers.",
        Explains: "030 S01 S02 S03 S08 S09 S18 S23 S26 S27")
    {
        JudgedBy = () => new SoftmaxInHiddenLayer(),
        Shows = [ExhibitKind.Signal],
    };
}

/// <summary>Harm is certain where the differences between samples are gone before the first step.</summary>
internal sealed class SoftmaxInHiddenLayer() : SignalRule(Faults.SoftmaxInHiddenLayer)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Signal is not { IsJudged: true } flow) yield break;
        if (flow.Softmax is not { } softmax)
        {
            yield return Fine("No hidden layer uses softmax.");
            yield break;
        }
        string shared = $"{softmax.Name} passes its {softmax.Units} units through softmax, which leaves them 1/{softmax.Units} each on " +
            "average.";
        if (flow.Thief == SignalThief.Softmax)
            yield return Stolen(flow, Fault.Warning(Grade.Strong, At(softmax), $"{flow.Lost}: {shared}", null, flow.Numbers));
        else
            yield return Suspected(Fault.Warning(Grade.Likely, At(softmax), shared));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        for (int l = 1; l < reading.Trace.Layers.Count; l++)
            if (reading.Activations[l - 1].Name == "softmax")
                yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(l), Phase: Phases.Specification),
                    $"layer {l} is hidden and has softmax: its {reading.Trace.Layers[l - 1].Weights.Columns} units share "
                    + "one unit of activity"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HiddenRepair.For(variant));
}
