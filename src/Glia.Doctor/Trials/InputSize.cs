using Glia.Data;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>How large the inputs of a variant are, over some of its rows, and what scales them.</summary>
/// <param name="Size">The root of their mean square. A unit adds as many of these as there are inputs; initializers reckon with about
/// 1.</param>
/// <param name="Largest">The largest absolute value.</param>
/// <param name="Positive">Whether none is below 0.</param>
/// <param name="ArePixels">Whether they are whole numbers from 0 to 255, and as many as a picture has.</param>
internal sealed record InputSize(double Size, double Largest, bool Positive, bool ArePixels)
{
    // Whole numbers up to 255 in a few columns are no pixels; 8 x 8 is the smallest picture people train on.
    private const int FewestPixels = 64;

    private const int MostNumbers = 100_000_000;   // a copy of 400 MB is no short experiment
    private const int MostRows = 256;

    /// <summary>
    /// Measures them; null where they are no quantities, were scaled for this copy already, are too many to copy, not finite, or all 0.
    /// </summary>
    public static InputSize? Of(Variant variant)
    {
        int width = variant.Input.Size, all = variant.Data.Rows;
        if (variant.Scale is not null || (long)all * width > MostNumbers || variant.Form.AreIndices) return null;
        var sample = new float[Math.Min(MostRows, all) * width];
        int rows = sample.Length / width;
        variant.Data.Inputs.Gather(CountingRows.Spread(all, rows), sample);
        double largest = Kernels.Reduce.MaxAbs(sample);
        if (largest == 0 || !Kernels.Reduce.AllFinite(sample)) return null;
        bool bytes = Array.TrueForAll(sample, value => value is >= 0 and <= byte.MaxValue && float.IsInteger(value));
        return new InputSize(Math.Sqrt(Kernels.Reduce.SumOfSquares(sample) / sample.Length), largest,
            Array.TrueForAll(sample, value => value >= 0), bytes && width >= FewestPixels);
    }

    /// <summary>The change that scales them.</summary>
    /// <param name="fault">What it would mend.</param>
    /// <param name="kind">A word of data.scale: <c>unit</c>, <c>minmax</c> or <c>standardize</c>.</param>
    public Change Rescaled(Fault fault, string kind)
    {
        string words = kind switch
        {
            "unit" => "inputs divided by 255",
            "minmax" => "inputs scaled from 0 to 1",
            _ => "inputs standardised",
        };
        return new Change(fault, words, new Where(Parameter: "x", Phase: Phases.Data),
            $"Set data.scale to \"{kind}\": the inputs have a size of {Size:G3}, and a network starts best near 1.",
            v => v with { Data = Scaler.Fit(kind, v.Data.Inputs).Apply(v.Data), Scale = kind });
    }
}
