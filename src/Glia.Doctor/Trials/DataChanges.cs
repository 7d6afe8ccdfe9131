using System.Globalization;
using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Probes;

namespace Glia.Doctor.Trials;

/// <summary>Repairs of what is fed in: the scale of inputs and targets, and the order of the rows.</summary>
internal static class DataChanges
{
    // Whole numbers up to 255 in a few columns are no pixels; 8 x 8 is the smallest picture people train on.
    private const int FewestPixels = 64;

    private const int MostNumbers = 100_000_000;   // a copy of 400 MB is no short experiment

    public static IEnumerable<Change> For(Variant variant, TargetView targets)
    {
        if (Inputs(variant) is { } inputs) yield return inputs;
        if (targets.Kind == TargetKind.Values && Values(variant, targets) is { } values) yield return values;
        if (variant.Options is { Shuffle: false, Sampling: Training.Sampling.Epoch } && variant.PlannedSteps > 1)
            yield return new Change(Faults.SortedWithoutShuffle, "rows shuffled before every epoch", new Where(Phase: Phases.Data),
                "Set shuffle to true.", v => v with { Options = v.Options with { Shuffle = true } });
    }

    private static Change? Inputs(Variant variant)
    {
        if (variant.Scale is not null || (long)variant.Data.Rows * variant.Input.Size > MostNumbers) return null;
        var sample = new float[Math.Min(256, variant.Data.Rows) * variant.Input.Size];
        int rows = sample.Length / variant.Input.Size;
        variant.Data.Inputs.Gather([.. Enumerable.Range(0, rows).Select(i => (int)((long)i * variant.Data.Rows / rows))], sample);
        double squares = 0, largest = 0;
        bool bytes = true, positive = true;
        foreach (float value in sample)
        {
            if (!float.IsFinite(value)) return null;
            squares += (double)value * value;
            largest = Math.Max(largest, Math.Abs(value));
            positive &= value >= 0;
            bytes &= value is >= 0 and <= 255 && value == MathF.Floor(value);
        }
        double size = Math.Sqrt(squares / sample.Length);
        // A unit adds as many of these as there are inputs; initializers reckon with a size of about 1.
        if (size is < 3 and > 0.03 || largest == 0) return null;
        Fault fault = size >= 3 ? Faults.InputsNotScaled : Faults.InputsScaledTwice;
        // What was scaled from 0 to 1 first goes back to that, so that the rest of the experiment still fits.
        string kind = bytes && largest > 20 && variant.Input.Size >= FewestPixels ? "unit" : fault == Faults.InputsScaledTwice && positive ? "minmax" : "standardize";
        return new Change(fault, kind switch { "unit" => "inputs divided by 255", "minmax" => "inputs scaled from 0 to 1", _ => "inputs standardised" }, new Where(Parameter: "x", Phase: Phases.Data),
            string.Create(CultureInfo.InvariantCulture, $"Set data.scale to \"{kind}\": the inputs have a size of {size:G3}, and a network starts best near 1."),
            v => v with { Data = Scaler.Fit(kind, v.Data.Inputs).Apply(v.Data), Scale = kind });
    }

    private static Change? Values(Variant variant, TargetView targets)
    {
        if (variant.TargetsStandardized) return null;
        var (mean, deviation) = Moments(variant.Data.Targets.Values);
        if (deviation is 0 || (deviation < 5 && Math.Abs(mean) < 10) || !double.IsFinite(deviation)) return null;
        return new Change(Faults.TargetsNotScaled, "targets standardised", new Where(Parameter: "y", Phase: Phases.Data),
            string.Create(CultureInfo.InvariantCulture, $"Standardise the targets (mean {mean:G3}, deviation {deviation:G3}) and undo it when predicting: data.target_scale \"standardize\" does both."),
            v => v with { Data = Standardized(v.Data), TargetsStandardized = true })
        {
            // Targets of any size are learned a little faster when standardised. How much is harm was set on the tuning half of the bench.
            LeastHarm = 0.08,
            Generic = Math.Sqrt(mean * mean + deviation * deviation) < StepSize.LargeTarget,
        };
    }

    private static Dataset Standardized(Dataset data)
    {
        int width = data.Targets.Width;
        float[] values = data.Targets.Values.ToArray();
        for (int column = 0; column < width; column++)
        {
            var numbers = new float[data.Rows];
            for (int row = 0; row < numbers.Length; row++) numbers[row] = values[row * width + column];
            var (mean, deviation) = Moments(numbers);
            for (int row = 0; row < numbers.Length; row++) values[row * width + column] = (float)((numbers[row] - mean) / (deviation > 0 ? deviation : 1));
        }
        return data.WithTargets(data.Targets.Rank == 1 ? new Targets(values) : new Targets(values, width));
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0;
        foreach (float value in values) sum += value;
        double mean = sum / values.Length;
        foreach (float value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }
}
