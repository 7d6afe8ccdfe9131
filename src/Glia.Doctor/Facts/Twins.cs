using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>Units of a hidden layer with equal weights and equal gradients.</summary>
/// <param name="Block">The layer.</param>
/// <param name="Count">How many of its units equal another.</param>
/// <param name="First">The first weight.</param>
/// <param name="NoGradient">Whether the layer's gradients are all zero.</param>
internal sealed record Twins(Block Block, int Count, float First, bool NoGradient)
{
    // convention: fewer twins leave a layer of half its width.
    private const double Share = 0.5;

    // Equal sums in another order differ in the last digits; so much of the largest entry is equal.
    private const double Equal = 1e-4;

    /// <summary>Those of the first layer that has so many of them that it matters; null if none has.</summary>
    public static Twins? In(FirstPass pass) => pass.Signals.SkipLast(1).Where(signal => signal.Block.Units >= 2)
        .Select(signal => In(pass, signal.Block)).FirstOrDefault(twins => twins is not null);

    private static Twins? In(FirstPass pass, Block block)
    {
        Parameter kernel = pass.Network.Parameters.First(p => p.Layer == block.Layer && p.IsKernel);
        ReadOnlySpan<float> weights = pass.Network.Weights[kernel], gradients = pass.Gradients[kernel];
        int count = Of(weights, gradients, block.Units);
        return count < Share * block.Units ? null : new Twins(block, count, weights[0], !gradients.ContainsAnyExcept(0f));
    }

    /// <summary>How many units have columns of weights and of gradients that equal those of another.</summary>
    public static int Of(ReadOnlySpan<float> weights, ReadOnlySpan<float> gradients, int units) =>
        Math.Min(EqualColumns(weights, units), EqualColumns(gradients, units));

    private static int EqualColumns(ReadOnlySpan<float> matrix, int columns)
    {
        int rows = matrix.Length / columns;
        float largest = Reduce.MaxAbs(matrix);
        var seen = new Dictionary<long, int>();
        for (int j = 0; j < columns; j++)
        {
            long key = 17;
            for (int i = 0; i < rows && largest > 0; i++)
                key = key * 1_000_003 + (long)Math.Round(matrix[i * columns + j] / (largest * Equal));
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }
        return seen.Values.Where(same => same > 1).Sum();
    }
}
