using System.Numerics;

namespace Glia.Data;

/// <summary>
/// Minimum, maximum, mean and variance (divisor n) of every feature, in one pass. Nothing is rounded before the end, so that they are those
/// of the numbers, whatever the order and the pieces they are read in.
/// </summary>
internal sealed class FeatureStatistics
{
    private const int Block = 256;
    private readonly Features _features;

    private FeatureStatistics(Features features)
    {
        _features = features;
        int size = features.Shape.Size;
        (Mean, Variance, Minimum, Maximum) = (new double[size], new double[size], new float[size], new float[size]);
        Array.Fill(Minimum, float.PositiveInfinity);
        Array.Fill(Maximum, float.NegativeInfinity);
    }

    public double[] Mean { get; }

    public double[] Variance { get; }

    public float[] Minimum { get; }

    public float[] Maximum { get; }

    public static FeatureStatistics Of(Features features)
    {
        if (features.Rows == 0) throw new GliaException("There are no rows to fit a scaling on; give at least one.");
        var statistics = new FeatureStatistics(features);
        statistics.Read();
        return statistics;
    }

    /// <summary>
    /// Whether a feature varies no more than rounding can explain: scikit-learn's rule (<c>_is_constant_feature</c>), after Chan, Golub
    /// and LeVeque, "Algorithms for computing the sample variance" (1983).
    /// </summary>
    public bool IsConstant(int feature)
    {
        const double epsilon = 2.220446049250313e-16;
        double rows = _features.Rows;
        double rounding = rows * Mean[feature] * epsilon;
        return Variance[feature] <= rows * epsilon * Variance[feature] + rounding * rounding;
    }

    private void Read()
    {
        // The sums of bytes, and of their squares, are whole numbers that a double holds: 255^2 * 2^31 is below 2^53.
        bool areBytes = ByteFeatures.AreBytes(_features);
        ExactMoments? moments = areBytes ? null : new ExactMoments(Mean.Length);
        ForEachRow((row, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                float value = values[i];
                if (!float.IsFinite(value))
                    throw new GliaException(
                        $"Row {_features.SourceRow(row)} holds {(float.IsNaN(value) ? "no number (NaN)" : "infinity")} in feature {i}, " +
                        $"both counted from 0; remove the row or fill the gap before scaling.");
                Minimum[i] = Math.Min(Minimum[i], value);
                Maximum[i] = Math.Max(Maximum[i], value);
            }
            if (moments is not null)
            {
                moments.Add(values);
                return;
            }
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                Mean[i] += value;
                Variance[i] += value * value;
            }
        });
        double rows = _features.Rows;
        for (int i = 0; i < Mean.Length; i++)
            (Mean[i], Variance[i]) = moments is null ? OfWhole(Mean[i], Variance[i]) : (moments.Mean(i), moments.Variance(i));

        (double, double) OfWhole(double sum, double squares)
        {
            BigInteger count = new(rows), total = new(sum);
            return (sum / rows, ExactMoments.Rounded(count * new BigInteger(squares) - total * total, count * count));
        }
    }

    private delegate void RowAction(int row, ReadOnlySpan<float> values);

    private void ForEachRow(RowAction action)
    {
        int size = _features.Shape.Size;
        var rows = new int[Math.Min(Block, _features.Rows)];
        var values = new float[rows.Length * size];
        for (int start = 0; start < _features.Rows; start += rows.Length)
        {
            int count = Math.Min(rows.Length, _features.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            _features.Gather(rows.AsSpan(0, count), values.AsSpan(0, count * size));
            for (int i = 0; i < count; i++) action(start + i, values.AsSpan(i * size, size));
        }
    }
}
