using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>max(z, 0). The derivative at 0 is 0.</summary>
public readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => Vector.MaxNative(Vector<float>.Zero, z); // in this order NaN passes

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
}

/// <summary>z where positive, slope * z elsewhere.</summary>
/// <param name="slope">The slope on the negative side, at least 0 (Keras' <c>negative_slope</c>, there 0.2 or 0.3 by default).</param>
public readonly struct LeakyRelu(float slope) : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => Where(Vector.GreaterThan(z, Vector<float>.Zero), z, All(slope) * z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, All(slope));
}

/// <summary>z where positive, alpha (e^z - 1) elsewhere. Clevert, Unterthiner, Hochreiter, ICLR 2016.</summary>
/// <param name="alpha">What it tends to on the negative side, at least 0 (Keras: 1).</param>
public readonly struct Elu(float alpha) : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => Where(Vector.GreaterThan(z, Vector<float>.Zero), z, All(alpha) * VectorMath.ExpM1(z));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, y + All(alpha));
}

/// <summary>The exponential linear unit with the two constants that keep mean 0 and variance 1. Klambauer et al., NeurIPS 2017.</summary>
public readonly struct Selu : IActivation
{
    private const float Alpha = 1.67326324f, Scale = 1.05070099f;

    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) =>
        Where(Vector.GreaterThan(z, Vector<float>.Zero), All(Scale) * z, All(Scale * Alpha) * VectorMath.ExpM1(z));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero), All(Scale), y + All(Scale * Alpha));
}

/// <summary>1 / (1 + e^-z).</summary>
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => VectorMath.Sigmoid(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) => y * (Vector<float>.One - y);
}

/// <summary>z / 6 + 1/2, kept between 0 and 1, as Keras 3 defines it. The derivative is 0 where it is cut.</summary>
public readonly struct HardSigmoid : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) =>
        Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, z * All(1f / 6) + All(0.5f)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero) & Vector.LessThan(y, Vector<float>.One), All(1f / 6), Vector<float>.Zero);
}

/// <summary>The hyperbolic tangent.</summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => VectorMath.Tanh(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) => (Vector<float>.One - y) * (Vector<float>.One + y);
}

/// <summary>ln(1 + e^z).</summary>
public readonly struct Softplus : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => VectorMath.Softplus(z);

    /// <summary>sigmoid(z), which is 1 - e^-y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) => -VectorMath.ExpM1(-y);
}

/// <summary>z / (1 + |z|).</summary>
public readonly struct Softsign : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z / (Vector<float>.One + Vector.Abs(z));

    /// <summary>1 / (1 + |z|)^2, which is (1 - |y|)^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> rest = Vector<float>.One - Vector.Abs(y);
        return rest * rest;
    }
}

/// <summary>e^z.</summary>
public readonly struct Exponential : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => VectorMath.Exp(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) => y;
}
