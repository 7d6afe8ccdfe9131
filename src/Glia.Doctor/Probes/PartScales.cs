using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// A held-back part on another scale than the training part (F05): one divided by 255 and the other not, one standardised and the other not,
/// or each standardised by itself. Parts that differ because they hold other classes or later times are not meant.
/// </summary>
internal sealed class PartScales : Probe
{
    private const double FarApart = 5;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train } measured) return;
        foreach (Part part in measured.Parts.Skip(1))
        {
            FeatureStatistics a = train.Statistics, b = part.Statistics;
            if (b.Mean.Length != a.Mean.Length || !part.Scan.AllFinite || Math.Min(a.Rows, b.Rows) < 5) continue;
            // Features that vary in both, so that a rare pixel does not decide.
            int[] shared = [.. a.Varying.Where(j => b.Deviation[j] > 0)];
            if (shared.Length == 0) continue;
            double ratio = Median(shared, j => b.Deviation[j] / a.Deviation[j]);
            double shift = Median(shared, j => Math.Abs(b.Mean[j] - a.Mean[j]) / a.Deviation[j]);
            var where = new Where(Parameter: $"x ({part.Name})", Phase: Phases.Data);
            string ranges = $"training inputs go from {a.Lowest:0.####} to {a.Highest:0.####}, {part.Name} inputs from {b.Lowest:0.####} to {b.Highest:0.####}";
            (string, double)[] numbers = [("deviation_ratio", ratio), ("mean_shift", shift)];
            if (ratio > FarApart || ratio < 1 / FarApart)
                examination.Report(Faults.SplitsScaledDifferently.Error(Grade.Strong, where,
                    $"The {part.Name} inputs are on another scale: {ranges}, {(ratio > 1 ? $"{ratio:0.#} times as large" : $"{1 / ratio:0.#} times smaller")}{(Math.Abs(Math.Log(ratio / 255)) < 0.35 || Math.Abs(Math.Log(ratio * 255)) < 0.35 ? ", which is the 255 of bytes" : "")}.", null, numbers));
            else if (IsStandardised(a) && !IsNearlyStandardised(b) && (shift > 2 || ratio is > 2 or < 0.5))
                examination.Report(Faults.SplitsScaledDifferently.Error(Grade.Strong, where,
                    $"The training inputs are standardised (mean 0, deviation 1) but the {part.Name} inputs are not: their means lie {shift:0.#} deviations away; {ranges}.", null, numbers));
            else if (IsStandardised(b) && !IsNearlyStandardised(a) && (shift > 2 || ratio is > 2 or < 0.5))
                examination.Report(Faults.SplitsScaledDifferently.Error(Grade.Strong, where,
                    $"The {part.Name} inputs are standardised (mean 0, deviation 1) but the training inputs are not: {ranges}.", null, numbers));
            else if (OnlyExactlyStandardised(a) && OnlyExactlyStandardised(b) && part.Data.Rows == b.Rows && train.Data.Rows == a.Rows)
                examination.Report(Faults.SplitsScaledDifferently.Warning(Grade.Likely, where,
                    $"Training and {part.Name} inputs both have mean 0 and deviation 1 to the last digit, which happens only if each was standardised by its own statistics.", null, numbers));
            else
                examination.Fine(Faults.SplitsScaledDifferently, $"{char.ToUpperInvariant(ranges[0])}{ranges[1..]}.");
        }
    }

    private static double Median(int[] features, Func<int, double> figure)
    {
        double[] figures = [.. features.Select(figure).Order()];
        return figures[figures.Length / 2];
    }

    private static bool IsStandardised(FeatureStatistics s) => Share(s, j => Math.Abs(s.Mean[j]) < 0.1 && Math.Abs(s.Deviation[j] - 1) < 0.1) > 0.8;

    private static bool IsNearlyStandardised(FeatureStatistics s) => Share(s, j => Math.Abs(s.Mean[j]) < 1 && s.Deviation[j] is > 0.4 and < 2.5) > 0.5;

    // A sample of the rows would not show it; small parts are measured whole.
    private static bool OnlyExactlyStandardised(FeatureStatistics s) => s.Rows >= 20 && Share(s, j => Math.Abs(s.Mean[j]) < 2e-6 && Math.Abs(s.Deviation[j] - 1) < 2e-5) == 1;

    private static double Share(FeatureStatistics s, Func<int, bool> holds) => s.Varying.Length == 0 ? 0 : (double)s.Varying.Count(holds) / s.Varying.Length;
}
