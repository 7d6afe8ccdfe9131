namespace Glia.Kernels.Tests;

/// <summary>Arrays to feed kernels with, and the measure they are judged by.</summary>
internal static class Numbers
{
    /// <summary>Lengths that end before, at and after whole vectors of 4, 8 and 16.</summary>
    internal static readonly int[] Lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100, 257];

    /// <summary>Reproducible numbers, uniform on low..high.</summary>
    internal static float[] Uniform(int count, int seed, float low = -1, float high = 1)
    {
        var numbers = new float[count];
        RandomFill.Uniform(numbers, low, high, (ulong)seed, 7);
        return numbers;
    }

    /// <summary>Rows of probabilities: positive and summing to 1.</summary>
    internal static float[] Probabilities(int rows, int columns, int seed)
    {
        float[] numbers = Uniform(rows * columns, seed, -3, 3);
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int c = 0; c < columns; c++) sum += Math.Exp(numbers[row * columns + c]);
            for (int c = 0; c < columns; c++) numbers[row * columns + c] = (float)(Math.Exp(numbers[row * columns + c]) / sum);
        }
        return numbers;
    }

    /// <summary>How many units in the last place of the expected number lie between the two; 0 for two NaN or the same infinity.</summary>
    internal static double Ulps(double expected, float actual)
    {
        if (double.IsNaN(expected)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        float rounded = (float)expected;
        if (rounded == actual) return 0;
        if (float.IsInfinity(rounded) || !float.IsFinite(actual)) return double.PositiveInfinity;
        float size = MathF.Abs(rounded);
        return Math.Abs(expected - actual) / (MathF.BitIncrement(size) - (double)size);
    }

    /// <summary>Fails, with the place and both numbers,
    /// if two arrays differ by more than the tolerance relative to the larger of 1 and the number's floor.</summary>
    internal static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double absolute = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) && float.IsNaN(actual[i])) continue;
            double error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= relative * Math.Abs(expected[i]) + absolute, $"At {i}: {actual[i]:R} instead of {expected[i]:R}.");
        }
    }
}
