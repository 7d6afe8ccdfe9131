using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault InputsNotScaled { get; } = new("GLIA001", Family.Data, "inputs not scaled",
        "The inputs are so large, or so differently scaled, that the first layer starts saturated or explodes.",
        "Divide or standardise the inputs with statistics of the training part, the same way everywhere.",
        Explains: "041 065 S03 S04 S05 S07 S08 S09 S16 S17 S21 S23 S26 S27")
    {
        JudgedBy = () => new InputsNotScaled(),
        Shows = [ExhibitKind.Inputs],
    };
}

/// <summary>
/// Judged by what the inputs do to the sums of the first layer: a range by itself says nothing. Large inputs wait for harm to be seen,
/// since adaptive optimizers often cope; here it is seen where the first steps blow up and the same steps on scaled inputs do not.
/// </summary>
internal sealed class InputsNotScaled() : Rule(Faults.InputsNotScaled)
{
    // The spread of the first sums, where initializers make 1 of inputs of size 1. Convention.
    private const double LargeSums = 3;

    // The same of a recorded step, whose weights may have grown: the size of inputs and of first sums; and from where weights are large
    // themselves, as times the size of drawn ones. Convention.
    private const double LargeRecorded = 5, LargeGain = 4;

    // The share of saturated units of the first layer that is harm. Convention.
    private const double Saturated = 0.9;

    // Convention: the size from which inputs are worth scaling.
    private const double LargeInputs = 3;

    // The largest byte of a dark picture is still above this; whole numbers below it are categories. Convention.
    private const double LargestOfBytes = 20;

    public override Tier Needs => Tier.Forward;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.FirstSums is not { } sums) return [];
        // Sums are about sqrt 2 times the inputs with He's initializer, the largest in use.
        bool large = !sums.Normalized && sums.Spread > LargeSums && Gain.He * sums.Inputs.Spread > LargeSums;
        return [large ? Large(facts, sums) : Fine($"{sums.Range}; the sums of {sums.Block.Name} spread by {sums.Spread:0.###}.")];
    }

    // What matters is what the first layer makes of the inputs, given weights of a usual size.
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Matrix x = reading.Trace.X, kernel = reading.Trace.Layers[0].Weights;
        if (!reading.DataAreFinite || !kernel.Values.All(double.IsFinite)) yield break;
        double gain = Gain.Of(kernel), size = Size(x), sums = Size(reading.Run.Z[1]);
        // A network that such inputs have killed has weights of any size.
        bool thrown = ThrownWeights.Are(kernel) || (gain > LargeGain && reading.DeadLayers.Count > 0);
        bool byWeights = gain > LargeGain && size < gain && !thrown;
        if (size < LargeRecorded || sums < LargeRecorded || gain == 0 || byWeights) yield break;
        double largest = x.Values.Max(Math.Abs);
        string evidence = $"the inputs reach {Words.Number(largest)}" + (thrown
            ? $", and the steps that such inputs make have thrown w1 to {Words.Number(gain)} times the size of drawn weights"
            : $" and drive the first layer to a root mean square of {Words.Number(sums)}, where about 1 is healthy");
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        (string, double)[] numbers = [("largest", largest), ("first_layer", sums)];
        yield return Found(IsHarmed(reading)
            ? Fault.Error(Grade.Strong, where, evidence, null, numbers)
            : Fault.Warning(Grade.Likely, where, evidence, null, numbers));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (InputSize.Of(variant) is not { } inputs || inputs.Size < LargeInputs) yield break;
        string kind = inputs.ArePixels && inputs.Largest > LargestOfBytes ? "unit" : "standardize";
        yield return inputs.Rescaled(Fault, kind);
    }

    private static bool IsHarmed(Reading reading)
    {
        if (reading.Trace.LossHistory is { } history && history.Any(loss => !double.IsFinite(loss))) return true;
        if (reading.IsHarmed || reading.DeadLayers.Count > 0) return true;
        return reading.Trace.Layers.Count > 1 && reading.SaturatedShare(1) > Saturated;
    }

    private static double Size(Matrix matrix) => Math.Sqrt(matrix.Values.Average(value => value * value));

    private Judgement Large(ExperimentFacts facts, FirstSums sums)
    {
        ExperimentSubject subject = facts.Subject;
        Sample rows = facts.Train!.Sample;
        var where = new Where(sums.Block.Name, "x", Phases.Data);
        string evidence = $"{sums.Range}, so the sums of {sums.Block.Name} spread by {sums.Spread:0.#} at the start, "
            + "where about 1 is usual.";
        if (FirstPass.Of(subject, rows) is { } asIs && FirstSteps.Harm(asIs, subject) is { } harm
            && FirstPass.Of(subject, rows, 1 / sums.Inputs.Spread) is { } scaled && FirstSteps.Harm(scaled, subject) is null)
            return Found(Fault.Error(Grade.Strong, where,
                $"{evidence} {harm}; with the inputs divided by {sums.Inputs.Spread:0.#} they do not.", null, sums.Numbers));
        return Suspected(Fault.Warning(Grade.Likely, where, evidence, null, sums.Numbers));
    }
}
