using Glia.Kernels;

namespace Glia.Doctor.Facts;

/// <summary>
/// By how much first weights multiply the size of what they get: the root mean square of a kernel times the root of its inputs. About 1 for
/// <c>glorot_uniform</c> (Glorot and Bengio, AISTATS 2010), 1.4 for <c>he_normal</c> (He, Zhang, Ren and Sun, ICCV 2015).
/// </summary>
internal static class Gain
{
    /// <summary>convention: twice that of <c>he_normal</c>, rounded; weights above it are too large.</summary>
    public const double Large = 3;

    /// <summary>convention: weights below this share of the size of <c>glorot_uniform</c> are too small.</summary>
    public const double SmallShare = 0.3;

    /// <summary>That of <c>he_normal</c>: its weights have variance 2 / in.</summary>
    public static double He { get; } = Math.Sqrt(2);

    /// <summary>The gain of a kernel of <c>[in, units]</c>.</summary>
    public static double Of(ReadOnlySpan<float> kernel, int units) => Math.Sqrt(Reduce.SumOfSquares(kernel) / units);

    /// <summary>The gain of a recorded kernel.</summary>
    public static double Of(Reference.Matrix kernel) => kernel.Norm / Math.Sqrt(kernel.Columns);

    /// <summary>A recorded kernel beside one of <c>glorot_uniform</c>.</summary>
    public static double ShareOfGlorot(Reference.Matrix kernel) => Of(kernel) / Glorot(kernel.Rows, kernel.Columns);

    /// <summary>That of <c>glorot_uniform</c>: its weights have variance 2 / (in + units).</summary>
    public static double Glorot(int inputs, int units) => Math.Sqrt(2.0 * inputs / (inputs + units));

    /// <summary>The weights of a block beside those of <c>glorot_uniform</c>.</summary>
    public static double ShareOfGlorot(BlockSignal signal) =>
        signal.Gain / Glorot(signal.Block.Layer.InputShape.Last, signal.Block.Layer.OutputShape.Last);
}
