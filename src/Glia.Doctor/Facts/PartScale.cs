namespace Glia.Doctor.Facts;

/// <summary>How two parts differ in scale.</summary>
internal enum ScaleDifference
{
    /// <summary>They do not, or not by a transform.</summary>
    None,

    /// <summary>By a factor.</summary>
    Factor,

    /// <summary>Training has mean 0 and deviation 1, and the other part is far from it.</summary>
    OnlyTrainingStandardised,

    /// <summary>The other part has mean 0 and deviation 1, and training is far from it.</summary>
    OnlyHeldStandardised,

    /// <summary>Both have mean 0 and deviation 1 to the last digit, which one transform for both does not give.</summary>
    EachByItself,
}

/// <summary>
/// The inputs of a held-back part on the scale of the training part, over the features that vary in both, so that a rare pixel does not
/// decide. Parts that differ because they hold other classes or later times are not meant.
/// </summary>
/// <param name="Ratio">The median of its deviations over those of training.</param>
/// <param name="Shift">The median distance of the means, in deviations of training.</param>
/// <param name="Difference">What was done to one part and not to the other.</param>
internal sealed record PartScale(double Ratio, double Shift, ScaleDifference Difference)
{
    // Convention: no two parts of one collection differ so much, in deviations and in means.
    private const double FarApart = 5, OtherScale = 2;

    // What a transform fitted on another part leaves of mean 0 and deviation 1, and what a part of other rows may still have. Convention.
    private const double Standardised = 0.1, MostFeatures = 0.8, NearMean = 1, NearLow = 0.4, NearHigh = 2.5;

    // Derived: three standard errors of the mean of few rows of deviation 1 are more than that. Where they are more than half a deviation
    // nobody knows what was standardised and what is only few rows. Convention.
    private const double Errors = 3, Loose = 0.6;

    // Derived: float32 sums of some thousand rows are exact to about 1e-6.
    private const double ExactMean = 2e-6, ExactDeviation = 2e-5;
    private const int FewestRows = 5, FewestExact = 20;

    /// <summary>Whether they are on two scales.</summary>
    public bool Apart => Difference != ScaleDifference.None;

    /// <summary>Compares; null where rows are too few, or no feature varies in both.</summary>
    public static PartScale? Between(Part train, Part part)
    {
        FeatureStatistics a = train.Statistics, b = part.Statistics;
        if (b.Mean.Length != a.Mean.Length || !part.Scan.AllFinite || Math.Min(a.Rows, b.Rows) < FewestRows) return null;
        int[] shared = [.. a.Varying.Where(j => b.Deviation[j] > 0)];
        if (shared.Length == 0) return null;
        double ratio = Median(shared, j => b.Deviation[j] / a.Deviation[j]);
        double shift = Median(shared, j => Math.Abs(b.Mean[j] - a.Mean[j]) / a.Deviation[j]);
        bool wholes = train.Rows == a.Rows && part.Rows == b.Rows;
        return new PartScale(ratio, shift, Find(a, b, ratio, shift, wholes));
    }

    private static ScaleDifference Find(FeatureStatistics a, FeatureStatistics b, double ratio, double shift, bool wholes)
    {
        if (ratio is > FarApart or < 1 / FarApart) return ScaleDifference.Factor;
        bool enough = Errors / Math.Sqrt(Math.Min(a.Rows, b.Rows)) <= Loose;
        bool elsewhere = enough && (shift > OtherScale || ratio is > OtherScale or < 1 / OtherScale);
        if (elsewhere && IsStandardised(a) && !IsNearlyStandardised(b)) return ScaleDifference.OnlyTrainingStandardised;
        if (elsewhere && IsStandardised(b) && !IsNearlyStandardised(a)) return ScaleDifference.OnlyHeldStandardised;
        // A sample of the rows would not show it; small parts are measured whole.
        return wholes && IsExactlyStandardised(a) && IsExactlyStandardised(b) ? ScaleDifference.EachByItself : ScaleDifference.None;
    }

    private static double Median(int[] features, Func<int, double> figure)
    {
        double[] figures = [.. features.Select(figure).Order()];
        return figures[figures.Length / 2];
    }

    private static bool IsStandardised(FeatureStatistics s)
    {
        double near = Math.Max(Standardised, Errors / Math.Sqrt(s.Rows));
        return Share(s, j => Math.Abs(s.Mean[j]) < near && Math.Abs(s.Deviation[j] - 1) < near) > MostFeatures;
    }

    private static bool IsNearlyStandardised(FeatureStatistics s) =>
        Share(s, j => Math.Abs(s.Mean[j]) < NearMean && s.Deviation[j] is > NearLow and < NearHigh) > 0.5;

    private static bool IsExactlyStandardised(FeatureStatistics s) => s.Rows >= FewestExact
        && Share(s, j => Math.Abs(s.Mean[j]) < ExactMean && Math.Abs(s.Deviation[j] - 1) < ExactDeviation) == 1;

    private static double Share(FeatureStatistics s, Func<int, bool> holds) =>
        s.Varying.Length == 0 ? 0 : (double)s.Varying.Count(holds) / s.Varying.Length;
}
