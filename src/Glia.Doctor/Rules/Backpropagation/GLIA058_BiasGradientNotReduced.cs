using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BiasGradientNotReduced { get; } = new(
        "GLIA058", Family.Backpropagation, "bias gradient not reduced over the batch",
        "The bias gradient is not summed over the rows as the weight gradient is.",
        "Sum the gradient of the layer over the batch axis, with the same divisor as the weights.",
        Explains: "S07 S08 S26")
    {
        JudgedBy = () => new BiasGradientNotReduced(),
        Shows = [ExhibitKind.GradientPairs],
    };
}

/// <summary>A bias for each sample of a recorded batch. What is wrong with a bias' gradient is explained by a mistake.</summary>
internal sealed class BiasGradientNotReduced() : Rule(Faults.BiasGradientNotReduced)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var layers = reading.Trace.Layers;
        string[] names = [.. Enumerable.Range(1, layers.Count).Where(l => layers[l - 1].Bias is { Rows: > 1 }).Select(l => $"b{l}")];
        if (names.Length > 0)
            yield return Found(Fault.Warning(Grade.Strong, new Where(null, names[0], Phases.Specification),
                $"{Words.List(names)} {(names.Length == 1 ? "has" : "have")} a row for each of the {reading.Trace.Rows} samples: "
                + "what they learn is of no use to any other row",
                "Keep one bias a unit, of shape [units], and sum its gradient over the rows."));
    }
}
