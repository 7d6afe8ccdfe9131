using Glia.Doctor.Reference;

namespace Glia.Doctor.Facts;

/// <summary>Weights as nobody draws them: steps threw them there.</summary>
internal static class ThrownWeights
{
    // Convention: the gain that no initializer comes near, and the one from which a preferred direction means anything.
    private const double NeverDrawn = 500, Grown = 4;

    // Convention: the smaller side of a kernel that shows a direction, how many rounds find it, and how far beyond drawn weights it is.
    private const int LeastSize = 16, Rounds = 12;
    private const double BeyondDrawn = 4;

    /// <summary>Whether steps made the weights what they are: they are large in one direction, or larger than anybody draws them.</summary>
    public static bool Are(Matrix kernel) => Gain.Of(kernel) is var gain && (gain > NeverDrawn || (gain > Grown && HaveDirection(kernel)));

    // Drawn numbers have no preferred direction; weights that exploded are nearly of rank one. The largest singular value by power
    // iteration is compared with (√rows + √columns)² σ², what it is for drawn numbers (Marchenko and Pastur 1967).
    private static bool HaveDirection(Matrix kernel)
    {
        if (Math.Min(kernel.Rows, kernel.Columns) < LeastSize) return false;
        var direction = new Matrix(kernel.Columns, 1).Map(_ => 1);
        double largest = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var next = kernel.Transposed().Times(kernel.Times(direction));
            if (next.Norm == 0) return false;
            largest = next.Norm / direction.Norm;
            direction = next.Times(1 / next.Norm);
        }
        double variance = kernel.Dot(kernel) / kernel.Values.Length;
        return largest > BeyondDrawn * Math.Pow(Math.Sqrt(kernel.Rows) + Math.Sqrt(kernel.Columns), 2) * variance;
    }
}
