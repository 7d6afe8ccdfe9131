using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Where an average that decays becomes zero. What nothing is added to any more (the first moment of a weight whose input is rarely lit)
/// shrinks by a factor a step until it is subnormal, below 2^-126, and each operation on a subnormal number costs an Intel processor about
/// a hundred cycles: Adam fell to a third of its speed in eight epochs of MNIST. A number is taken for zero before that,
/// and only where it cannot change a weight.
/// </summary>
internal static class Decayed
{
    /// <summary>
    /// For what is added to weights, or divided by at least an epsilon and then added: 2^-100, 7.9e-31. All that it can still add up to,
    /// even divided by an epsilon of 1e-7, is below half the last bit of any weight above 1e-15, and far enough above 2^-126 that its
    /// product with a rate is normal.
    /// </summary>
    internal const float Least = 7.888609e-31f;

    private const float LeastNormal = 1.17549435e-38f;

    /// <summary>
    /// For a mean square v in sqrt(v) + epsilon: where sqrt(v) is below half the last bit of epsilon, 2^-24 of it, with 2^-10 to spare for
    /// bias corrections of v, and at most <see cref="Least"/>. Where epsilon is so small that only a subnormal v is, there is no such v: 0.
    /// </summary>
    internal static float BesideRoot(double epsilon) => AtMostLeast(epsilon * epsilon * Math.ScaleB(1, -58));

    /// <summary>
    /// For a mean square v in sqrt(v + epsilon): where v is below half the last bit of epsilon, and at most <see cref="Least"/>.
    /// </summary>
    internal static float UnderRoot(double epsilon) => AtMostLeast(epsilon * Math.ScaleB(1, -25));

    /// <summary>Zero where the absolute value is below the limit; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Settle(Vector<float> value, float limit) =>
        Where(Vector.LessThan(Vector.Abs(value), All(limit)), Vector<float>.Zero, value);

    private static float AtMostLeast(double limit) => limit < LeastNormal ? 0 : (float)Math.Min(limit, Least);
}
