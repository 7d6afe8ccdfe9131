namespace Glia.Doctor.Monitoring;

/// <summary>
/// Counts positive numbers by magnitude, ten classes a decade from 1e-12 to 1e6, so that a median costs no memory a step.
/// </summary>
internal sealed class LogHistogram
{
    // Powers of ten, and classes in each: a class is a quarter wide, which is finer than any threshold. Convention.
    private const int Lowest = -12, Highest = 6, PerDecade = 10;
    private readonly int[] _counts = new int[(Highest - Lowest) * PerDecade];

    /// <summary>How many numbers were counted.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a number; zero and what is below 1e-12 count as 1e-12.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value)) return;
        int index = value <= 0 ? 0 : (int)((Math.Log10(value) - Lowest) * PerDecade);
        _counts[Math.Clamp(index, 0, _counts.Length - 1)]++;
        Count++;
    }

    /// <summary>The middle of the class that holds the median; NaN before the first number.</summary>
    public double Median()
    {
        int below = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            below += _counts[i];
            if (2 * below >= Count && Count > 0) return Math.Pow(10, Lowest + (i + 0.5) / PerDecade);
        }
        return double.NaN;
    }
}
