namespace Glia.Doctor.Facts;

/// <summary>The input column that comes closest to the target, by the absolute correlation over a sample of the training rows.</summary>
/// <param name="Copy">The first column that gives the target exactly, up to scaling; -1 if there is none.</param>
/// <param name="Closest">Among the others the one that comes closest; -1 if none varies with the target.</param>
/// <param name="Correlation">Its correlation, 0 to 1.</param>
internal sealed record TargetCopy(int Copy, int Closest, double Correlation)
{
    // Derived: float32 keeps seven digits of a scaled copy.
    private const double Same = 0.999999;

    /// <summary>Looks at every column; targets are one class or one number a row.</summary>
    public static TargetCopy In(Part train, TargetView targets)
    {
        Sample sample = train.Sample;
        double[] wanted = Array.ConvertAll(sample.Rows,
            row => (double)(targets.HasClasses ? targets.Values[targets.Labels[row]] : train.Data.Targets[row][0]));
        int copy = -1, closest = -1;
        double strongest = 0;
        for (int j = 0; j < sample.Width; j++)
        {
            double correlation = Math.Abs(Between(sample, j, wanted));
            if (correlation > Same && copy < 0) copy = j;
            else if (correlation > strongest) (strongest, closest) = (correlation, j);
        }
        return new TargetCopy(copy, closest, strongest);
    }

    private static double Between(Sample sample, int column, double[] wanted)
    {
        int n = wanted.Length;
        double meanX = 0, meanY = wanted.Average(), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < n; i++) meanX += sample[i][column] / (double)n;
        for (int i = 0; i < n; i++)
        {
            double x = sample[i][column] - meanX, y = wanted[i] - meanY;
            (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
