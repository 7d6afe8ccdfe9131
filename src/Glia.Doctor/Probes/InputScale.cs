using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Inputs too large (F01) or scaled twice (F02), judged by what they do to the sums of the first layer: a range by itself says nothing. Large
/// inputs wait for harm to be seen, since adaptive optimizers often cope; here it is seen where the first steps blow up and the same steps on
/// scaled inputs do not.
/// </summary>
internal sealed class InputScale : Probe
{
    private const double LargeSums = 3, He = 1.4142;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Forward;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { Signals: [{ } first, ..] }, Train: { } train } || double.IsNaN(first.Before)) return;
        FeatureStatistics statistics = train.Statistics;
        bool normalised = first.Block.Normalized || examination.Subject.Layers.TakeWhile(layer => !layer.SumsInputs).Any(layer =>
            layer.Normalizes);
        var where = new Where(first.Block.Name, "x", Phases.Data);
        string range = $"The inputs go from {statistics.Lowest:0.####} to {statistics.Highest:0.####}";
        (string, double)[] numbers = [("first_layer_spread", first.Before), ("input_spread", statistics.Spread), ("largest_input", Math.Max(statistics.Highest, -statistics.Lowest))];
        double largest = Math.Max(Math.Abs(statistics.Highest), Math.Abs(statistics.Lowest));
        if (!normalised && first.Before > LargeSums && statistics.Spread * He > LargeSums)
        {
            string evidence = $"{range}, so the sums of {first.Block.Name} spread by {first.Before:0.#} at the start, where about 1 is usual.";
            if (FirstPass.Of(examination.Subject, train.Sample) is { } again && FirstSteps.Harm(again, examination.Subject) is { } harm && FirstPass.Of(examination.Subject, train.Sample, 1 / statistics.Spread) is { } scaled && FirstSteps.Harm(scaled, examination.Subject) is null)
                examination.Report(Faults.InputsNotScaled.Error(Grade.Strong, where, $"{evidence} {harm}; with the inputs divided by {statistics.Spread:0.#} they do not.", null, numbers));
            else
                examination.Suspect(Faults.InputsNotScaled.Warning(Grade.Likely, where, evidence, null, numbers));
        }
        else
        {
            examination.Fine(Faults.InputsNotScaled, $"{range}; the sums of {first.Block.Name} spread by {first.Before:0.###}.");
        }
        if (normalised || (largest > 0.01 && statistics.Spread > 0.02) || statistics.Varying.Length == 0)
            examination.Fine(Faults.InputsScaledTwice, $"{range}.");
        else if (largest <= 0.01 && IsLatticeOfTwo(train.Sample))
            examination.Report(Faults.InputsScaledTwice.Error(Grade.Strong, where, $"{range} and are whole numbers divided by 65,025 = 255 x 255: bytes divided by 255 twice, too small to tell apart.", "Divide by 255 once.", numbers));
        else
            examination.Suspect(Faults.InputsScaledTwice.Warning(Grade.Likely, where, $"{range}, which leaves the sums of {first.Block.Name} a spread of {first.Before:0.#####}.", "Standardise the inputs.", numbers));
    }

    private static bool IsLatticeOfTwo(Sample sample)
    {
        foreach (float value in sample.Inputs)
        {
            double times = value * 65025.0;
            if (Math.Abs(times - Math.Round(times)) > 1e-3 * Math.Max(1, times)) return false;
        }
        return true;
    }
}
