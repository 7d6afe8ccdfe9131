using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SoftmaxOverOneUnit { get; } = new("GLIA024", Family.Model, "softmax over one unit",
        "Softmax over one unit is always 1: the output is constant and every gradient is zero.",
        "Use a sigmoid with binary cross-entropy, or a linear unit for regression.",
        Explains: "007 019 034 059 071 S01 S02 S03 S09 S14 S18 S20 S26 S27")
    {
        JudgedBy = () => new SoftmaxOverOneUnit(),
    };
}

/// <summary>Follows from the layers alone.</summary>
internal sealed class SoftmaxOverOneUnit() : Rule(Faults.SoftmaxOverOneUnit)
{
    public override bool MendedByOutput => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Head is not { } head) yield break;
        if (head.IsConstant)
            yield return Found(Fault.Error(Grade.Certain, new Where(head.Block.Name, Where.Activation, Phases.Specification),
                "The output is one unit with softmax, and the softmax of one number is 1 whatever the input: every output is 1 and " +
                "every gradient 0.",
                facts.Targets?.Kind == TargetKind.Values
                    ? "Remove the softmax: a linear unit for values."
                    : HeadRepair.ForOneUnit));
        else
            yield return Fine($"The output has {Words.Count(head.Units, "unit")} with {head.Block.Activation}.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Trace.Outs == 1 && reading.OutputActivation.Name == "softmax")
            yield return Found(Fault.Error(Grade.Certain, reading.Output,
                "the last layer has one unit and softmax: its output is 1 for every row and every gradient is 0"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));
}
