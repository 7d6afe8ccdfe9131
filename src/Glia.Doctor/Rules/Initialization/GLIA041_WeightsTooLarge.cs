using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WeightsTooLarge { get; } = new("GLIA041", Family.Initialization, "weights too large at the start",
        "The weights start so large that outputs saturate before the first step.",
        "Use he_normal for relu, glorot_uniform otherwise, and zero biases.",
        Explains: "049 065 S01 S04 S05 S07 S08 S13 S16 S17 S27")
    {
        JudgedBy = () => new WeightsTooLarge(),
        Shows = [ExhibitKind.Weights],
    };
}

/// <summary>
/// Far above the loss of an undecided network, with outputs that spread widely: the weights are too large where they are, and the inputs
/// where they are not.
/// </summary>
internal sealed class WeightsTooLarge() : Rule(Faults.WeightsTooLarge)
{
    // Of a recorded step of few rows: logits that leave nothing open, whatever the answers are. Convention.
    private const double HugeLogits = 50;
    private const int FewRows = 16;

    // convention: times the loss of an undecided network; for values, whose loss grows with the square of a miss, many times.
    private const double FarAbove = 4, Above = 2, WideLoss = 50;

    // convention: logits that spread by 5 make probabilities of 0.007 and 0.993.
    private const double WideLogits = 5;

    public override Tier Needs => Tier.Forward;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { FirstPass: { } pass, Start: { } start }) yield break;
        BlockSignal? worst = pass.Signals.FirstOrDefault(signal => signal.Gain > Gain.Large && !signal.Block.Normalized);
        bool wide = start.Classes ? start.Spread > WideLogits : start.Ratio > WideLoss;
        double ratio = double.IsFinite(start.Loss) ? start.Ratio : double.PositiveInfinity;
        if (worst is null || !wide || ratio <= Above)
        {
            yield return Fine($"{start.Evidence}; its outputs spread by {start.Spread:0.###}.");
            yield break;
        }
        Finding finding = Fault.Warning(Grade.Likely, new Where(worst.Block.Name, "kernel", Phases.Initialization),
            $"{start.Evidence}; its outputs spread by {start.Spread:0.#}, because the weights of {worst.Block.Name} are about " +
            $"{worst.Gain / Gain.He:0.#} times larger than their number of inputs allows.",
            null, ("loss", start.Loss), ("expected", start.Undecided), ("output_spread", start.Spread), ("gain", worst.Gain));
        yield return ratio > FarAbove ? Found(finding with { Severity = Severity.Error, Grade = Grade.Strong }) : Suspected(finding);
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (!reading.HasLoss || reading.Overshoot is not null) yield break;
        if (reading.Largest is not { } large)
            yield return Fine($"gains per layer {reading.Gains}, loss {Words.Number(reading.StartLoss)}");
        else if (large.ThrownBy == Thrower.None)
            yield return Of(reading, large);
    }

    private Judgement Of(Reading reading, LargeKernel large)
    {
        double loss = reading.StartLoss, logits = reading.Run.Z[^1].Norm / Math.Sqrt(reading.Run.Z[^1].Values.Length);
        (string, double)[] numbers = [.. large.Numbers, ("loss", loss), ("logits", logits)];
        Finding Error(string seen) => Fault.Error(Grade.Strong, large.Where, $"{large.Evidence}; {seen}", null, numbers);
        string size = $"the last pre-activations have a root mean square of {Words.Number(logits)}";
        if (reading.IsHarmed)
            return Found(Error(reading.SaturatedShare() is > 0.5 and var saturated
                ? $"{Words.Percent(saturated)} of the hidden units are saturated"
                : $"{size} and the loss is {Words.Number(loss)}, where guessing gives {Words.Number(reading.LossOfGuessing)}"));
        // One row that happens to be right hides the loss; logits in the hundreds do not.
        if (reading.Targets.AreClasses && logits > HugeLogits && reading.Trace.Rows < FewRows)
            return Found(Error($"{size}, where about 1 is healthy"));
        // Trained weights grow; only of the first step it can be said that they were drawn so.
        string harmless = $"{large.Evidence}; no harm was seen in this batch";
        return reading.Trace.Step == 0 || large.IsOfStart
            ? Found(Fault.Warning(Grade.Weak, large.Where, harmless, null, numbers))
            : Fine(harmless);
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(StartRepair.For(variant));
}
