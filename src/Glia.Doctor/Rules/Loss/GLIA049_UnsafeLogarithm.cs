using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UnsafeLogarithm { get; } = new("GLIA049", Family.Loss, "logarithm of zero in the loss",
        "The loss takes the logarithm of a probability that can be zero.",
        "Compute the loss from logits through log-sum-exp, or clip the probabilities at 1e-7.",
        Explains: "S04")
    {
        JudgedBy = () => new UnsafeLogarithm(),
    };
}

/// <summary>A loss, or recorded outputs, that are not finite although what goes into them is.</summary>
internal sealed class UnsafeLogarithm() : Rule(Faults.UnsafeLogarithm)
{
    public override IEnumerable<Judgement> Judge(Reading reading) => OfOutputs(reading).Concat(OfLoss(reading));

    private IEnumerable<Judgement> OfLoss(Reading reading)
    {
        if (reading.Trace.LossValue is not { } value || double.IsFinite(value) || reading.Printed is not null || !reading.HasLoss
            || !double.IsFinite(reading.LossOfOutputs))
            yield break;
        yield return Found(Fault.Error(Grade.Strong, new Where(null, "loss_value", Phases.Loss),
            $"loss_value is {value} although inputs, weights and pre-activations are finite and the loss is "
            + $"{Words.Number(reading.LossOfOutputs)}: it takes the logarithm of a zero",
            null, ("loss", reading.LossOfOutputs)));
    }

    private IEnumerable<Judgement> OfOutputs(Reading reading)
    {
        if (reading.Trace.Outputs is not { } outputs || outputs.Values.All(double.IsFinite)) yield break;
        if (!reading.Run.Outputs.Values.All(double.IsFinite)) yield break;
        int row = Array.FindIndex(outputs.Values, value => !double.IsFinite(value)) / outputs.Columns;
        double largest = reading.Run.Z[^1].Values.Max(Math.Abs);
        yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(reading.Trace.Layers.Count), "outputs", Phases.Forward),
            $"outputs is not finite in row {row} although every pre-activation is (the largest is {Words.Number(largest)}): exp overflows",
            "Subtract the largest logit of the row before exp.", ("largest_logit", largest)));
    }

    public override Judgement? Watch(RunFacts run) =>
        run.Watched is { NotFinite: { } origin } watched && origin.IsOf(watched) == Fault
            ? Found(Fault.Error(Grade.Likely, origin.Where, $"{origin.Sentence(watched)}, and everything before the loss is finite."))
            : null;
}
