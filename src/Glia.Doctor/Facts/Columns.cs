namespace Glia.Doctor.Facts;

/// <summary>Columns of numbers stored row by row, made comparable.</summary>
internal static class Columns
{
    public static double[] Mean(ReadOnlySpan<float> values, int rows, int columns)
    {
        var mean = new double[columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) mean[j] += values[i * columns + j];
        for (int j = 0; j < columns; j++) mean[j] /= rows;
        return mean;
    }

    public static double[] Deviation(ReadOnlySpan<float> values, int rows, double[] mean)
    {
        int columns = mean.Length;
        var deviation = new double[columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                double d = values[i * columns + j] - mean[j];
                deviation[j] += d * d;
            }
        for (int j = 0; j < columns; j++) deviation[j] = Math.Sqrt(deviation[j] / rows);
        return deviation;
    }

    /// <summary>Every column with mean 0 and, if asked for, deviation 1.</summary>
    public static float[] Standardised(float[] values, int rows, int columns, bool scale)
    {
        double[] mean = Mean(values, rows, columns);
        double[] deviation = scale ? Deviation(values, rows, mean) : [];
        var result = new float[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                double centred = values[i * columns + j] - mean[j];
                result[i * columns + j] = (float)(scale && deviation[j] > 0 ? centred / deviation[j] : centred);
            }
        return result;
    }

    /// <summary>
    /// Every column with mean 0 and about deviation 1; a nearly constant one is not blown up, an outlier is held. Null if nothing varies.
    /// </summary>
    public static float[]? Comparable(float[] values, int rows, int columns)
    {
        double[] mean = Mean(values, rows, columns), deviation = Deviation(values, rows, mean);
        double[] varying = [.. deviation.Where(d => d > 0).Order()];
        if (varying.Length == 0) return null;
        double floor = 0.1 * varying[varying.Length / 2];
        double[] factor = Array.ConvertAll(deviation, d => 1 / (d + floor));
        var result = new float[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                result[i * columns + j] = (float)Math.Clamp((values[i * columns + j] - mean[j]) * factor[j], -5, 5);
        return result;
    }
}
