using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// z times the normal distribution function of z, exactly (Hendrycks and Gimpel, arXiv 1606.08415). Needs z for the derivative.
/// </summary>
public readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z * VectorMath.NormalDistribution(z, out _);

    /// <summary>Phi(z) + z phi(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> probability = VectorMath.NormalDistribution(z, out Vector<float> bell);
        return Vector.MultiplyAddEstimate(z, bell * All(0.398942280f), probability);
    }
}

/// <summary>
/// The approximation of <see cref="Gelu"/> through tanh: z / 2 (1 + tanh(sqrt(2/pi) (z + 0.044715 z^3))) = z sigmoid(2 sqrt(2/pi) (...)).
/// </summary>
public readonly struct GeluTanh : IActivation
{
    private const float TwiceRoot = 1.59576912f, Cubic = 0.044715f;

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z * VectorMath.Sigmoid(Inner(z));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        // Beyond 20 the gate is 0 or 1 to the last bit; without the bound the cube times 0 would be NaN.
        Vector<float> near = Vector.MinNative(All(20f), Vector.MaxNative(All(-20f), z));
        Vector<float> slope = All(TwiceRoot) + All(3 * Cubic * TwiceRoot) * near * near;
        // s (1 - s) = e / (1 + e)^2, which keeps its digits where s is nearly 1.
        Vector<float> e = VectorMath.Exp(-Vector.Abs(Inner(near)));
        Vector<float> one = Vector<float>.One, whole = one + e;
        Vector<float> s = Where(Vector.LessThan(near, Vector<float>.Zero), e, one) / whole;
        return s + near * (e / (whole * whole)) * slope;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Inner(Vector<float> z) => z * (All(TwiceRoot) + All(Cubic * TwiceRoot) * z * z);
}

/// <summary>z sigmoid(z), also called swish. Needs z for the derivative.</summary>
public readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z * VectorMath.Sigmoid(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> s = VectorMath.Sigmoid(z);
        return s + z * s * (Vector<float>.One - s);
    }
}
