namespace Glia.Doctor.Facts;

/// <summary>Mean, deviation and range of every feature of a sample.</summary>
internal sealed class FeatureStatistics
{
    /// <summary>Measures a sample.</summary>
    public FeatureStatistics(Sample sample)
    {
        int width = sample.Width;
        Rows = sample.Count;
        Mean = new double[width];
        Deviation = new double[width];
        Minimum = new float[width];
        Maximum = new float[width];
        sample[0].CopyTo(Minimum);
        sample[0].CopyTo(Maximum);
        for (int row = 0; row < sample.Count; row++)
        {
            ReadOnlySpan<float> x = sample[row], first = sample[0];
            for (int j = 0; j < width; j++)
            {
                Mean[j] += x[j];
                // Shifted by the first row, so that a large mean does not swallow a small deviation.
                double shifted = x[j] - (double)first[j];
                Deviation[j] += shifted * shifted;
                if (x[j] < Minimum[j]) Minimum[j] = x[j];
                if (x[j] > Maximum[j]) Maximum[j] = x[j];
            }
            if (Whole)
                foreach (float value in x) Whole &= value == MathF.Floor(value);
        }
        for (int j = 0; j < width; j++)
        {
            Mean[j] /= Rows;
            double shift = Mean[j] - sample.Inputs[j];
            Deviation[j] = Minimum[j] == Maximum[j] ? 0 : Math.Sqrt(Math.Max(0, Deviation[j] / Rows - shift * shift));
        }
        Varying = [.. Enumerable.Range(0, width).Where(j => Deviation[j] > 0)];
    }

    /// <summary>How many rows were measured.</summary>
    public int Rows { get; }

    /// <summary>Mean of each feature.</summary>
    public double[] Mean { get; }

    /// <summary>Standard deviation of each feature; exactly 0 for a constant one.</summary>
    public double[] Deviation { get; }

    /// <summary>Smallest value of each feature.</summary>
    public float[] Minimum { get; }

    /// <summary>Largest value of each feature.</summary>
    public float[] Maximum { get; }

    /// <summary>Whether every number is a whole one.</summary>
    public bool Whole { get; } = true;

    /// <summary>The features that are not constant.</summary>
    public int[] Varying { get; }

    /// <summary>The largest absolute number.</summary>
    public double Largest => Math.Max(Highest, -Lowest);

    /// <summary>
    /// The largest size of inputs that is too small to tell them apart. Convention: bytes divided by 255 twice are at most 0.004.
    /// </summary>
    internal const double Small = 0.01;

    /// <summary>Whether all are as small as bytes that were divided by 255 twice, which are at most 0.004 (convention).</summary>
    public bool AreSmall => Largest <= Small;

    /// <summary>Whether they are so small, or differ so little (convention), that the first sums hardly do.</summary>
    public bool AreTiny => AreSmall || Spread <= 0.02;

    /// <summary>The smallest number of all.</summary>
    public float Lowest => Minimum.Min();

    /// <summary>The largest number of all.</summary>
    public float Highest => Maximum.Max();

    /// <summary>The root of the mean variance of all features: how large a unit's inputs are, apart from a common offset.</summary>
    public double Spread => Math.Sqrt(Deviation.Sum(deviation => deviation * deviation) / Deviation.Length);
}
