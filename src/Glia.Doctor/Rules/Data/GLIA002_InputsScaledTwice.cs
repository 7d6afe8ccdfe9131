using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault InputsScaledTwice { get; } = new("GLIA002", Family.Data, "inputs scaled twice",
        "The inputs were scaled twice and are now too small to tell apart.",
        "Remove one of the two scalings.",
        Explains: "066 S02 S03 S08 S18 S23")
    {
        JudgedBy = () => new InputsScaledTwice(),
        Shows = [ExhibitKind.Inputs],
    };
}

/// <summary>Judged by what is left of the inputs: too small to tell apart, or bytes that were certainly divided by 255 twice.</summary>
internal sealed class InputsScaledTwice() : Rule(Faults.InputsScaledTwice)
{
    // Convention: the size up to which inputs are worth scaling.
    private const double SmallSize = 0.03;

    // Derived: whole numbers divided twice by 255 in float32, multiplied back.
    private const double Bytes = 255, Rounding = 1e-3;

    private const int FewestRecorded = 50;   // numbers of a recorded batch that do not lie on such a grid by chance; convention

    public override Tier Needs => Tier.Forward;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts.FirstSums is { } sums ? [Of(facts.Train!.Sample, sums)] : [];

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        double[] x = reading.Trace.X.Values;
        if (!reading.DataAreFinite || x.Length < FewestRecorded) yield break;
        double largest = x.Max(Math.Abs);
        if (largest is 0 or > FeatureStatistics.Small || !x.All(WasDividedTwice)) yield break;
        yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "x", Phase: Phases.Data),
            $"the inputs are multiples of 1 / 255² and at most {Words.Number(largest)}", null, ("largest", largest)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (InputSize.Of(variant) is not { } inputs || inputs.Size > SmallSize) yield break;
        // What was scaled from 0 to 1 first goes back to that, so that the rest of the experiment still fits.
        yield return inputs.Rescaled(Fault, inputs.Positive ? "minmax" : "standardize");
    }

    private Judgement Of(Sample rows, FirstSums sums)
    {
        bool harmless = sums.Normalized || sums.Inputs.Varying.Length == 0 || !sums.Inputs.AreTiny;
        if (harmless) return Fine($"{sums.Range}.");
        var where = new Where(sums.Block.Name, "x", Phases.Data);
        if (sums.Inputs.AreSmall && rows.Inputs.All(value => WasDividedTwice(value)))
            return Found(Fault.Error(Grade.Strong, where, $"{sums.Range} and are whole numbers divided by {Bytes * Bytes:#,0} = 255 x 255: "
                + "bytes divided by 255 twice, too small to tell apart.", "Divide by 255 once.", sums.Numbers));
        return Suspected(Fault.Warning(Grade.Likely, where,
            $"{sums.Range}, which leaves the sums of {sums.Block.Name} a spread of {sums.Spread:0.#####}.",
            "Standardise the inputs.", sums.Numbers));
    }

    private static bool WasDividedTwice(double value)
    {
        double times = value * (Bytes * Bytes);
        return Math.Abs(times - Math.Round(times)) <= Rounding * Math.Max(1, times);
    }
}
