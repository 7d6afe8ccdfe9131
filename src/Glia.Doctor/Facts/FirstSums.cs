namespace Glia.Doctor.Facts;

/// <summary>What the inputs do to the sums of the first layer before the first step.</summary>
/// <param name="Block">The first layer with weights.</param>
/// <param name="Spread">The root mean square over its units of the deviation of the sums between samples.</param>
/// <param name="Normalized">Whether a normalisation before or after it takes the scale of the inputs away.</param>
/// <param name="Inputs">Statistics of the inputs.</param>
internal sealed record FirstSums(Block Block, double Spread, bool Normalized, FeatureStatistics Inputs)
{
    /// <summary>The largest absolute input.</summary>
    public double LargestInput => Inputs.Largest;

    /// <summary>The range of the inputs as the beginning of a sentence.</summary>
    public string Range => $"The inputs go from {Inputs.Lowest:0.####} to {Inputs.Highest:0.####}";

    /// <summary>The figures behind it.</summary>
    public (string, double)[] Numbers => [("first_layer_spread", Spread), ("input_spread", Inputs.Spread), ("largest_input", LargestInput)];

    /// <summary>Reads them from the first pass; null where the first layer is not dense.</summary>
    public static FirstSums? Of(FirstPass pass, Architecture architecture, FeatureStatistics inputs)
    {
        if (pass.Signals is not [{ } first, ..] || double.IsNaN(first.Before)) return null;
        return new FirstSums(first.Block, first.Before, architecture.NormalizesInputs, inputs);
    }
}
