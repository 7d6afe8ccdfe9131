namespace Glia.Data;

/// <summary>Minimum, maximum, mean and variance (divisor n) of every feature, in double, two passes, block by block.</summary>
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
        ForEachRow((row, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                float value = values[i];
                if (!float.IsFinite(value))
                    throw new GliaException(
                        $"Row {_features.SourceRow(row)} holds {(float.IsNaN(value) ? "no number (NaN)" : "infinity")} in feature {i}, " +
                        $"both counted from 0; remove the row or fill the gap before scaling.");
                Mean[i] += value;
                Minimum[i] = Math.Min(Minimum[i], value);
                Maximum[i] = Math.Max(Maximum[i], value);
            }
        });
        for (int i = 0; i < Mean.Length; i++) Mean[i] /= _features.Rows;
        ForEachRow((_, values) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                double distance = values[i] - Mean[i];
                Variance[i] += distance * distance;
            }
        });
        for (int i = 0; i < Mean.Length; i++) Variance[i] /= _features.Rows;
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
