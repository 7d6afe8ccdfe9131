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

/// <summary>A straight line that is cut off at 0 and at 1: <c>min(1, max(0, slope z + offset))</c>.</summary>
/// <param name="slope">Its slope (Keras 3 and PyTorch: 1/6; Keras 1 and 2: 0.2).</param>
/// <param name="offset">Its value at 0 (0.5).</param>
public readonly struct HardSigmoid(float slope, float offset) : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) =>
        Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, z * All(slope) + All(offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y) =>
        Where(Vector.GreaterThan(y, Vector<float>.Zero) & Vector.LessThan(y, Vector<float>.One), All(slope), Vector<float>.Zero);
}

/// <summary>
/// z from a threshold on, slope (z - threshold) below it, and never more than a largest value: Keras' ReLU with all its settings.
/// </summary>
/// <param name="slope">The slope below the threshold.</param>
/// <param name="threshold">From where on z passes as it is.</param>
/// <param name="largest">Where the output is cut off; infinite for nowhere.</param>
public readonly struct BoundedRelu(float slope, float threshold, float largest) : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z)
    {
        Vector<float> below = All(slope) * (z - All(threshold));
        return Where(Vector.LessThan(z, All(threshold)), below, Where(Vector.GreaterThan(z, All(largest)), All(largest), z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> above = Where(Vector.GreaterThan(z, All(largest)), Vector<float>.Zero, Vector<float>.One);
        return Where(Vector.LessThan(z, All(threshold)), All(slope), above);
    }
}

/// <summary>z tanh(ln(1 + e^z)). Misra, BMVC 2020.</summary>
public readonly struct Mish : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z * VectorMath.Tanh(VectorMath.Softplus(z));

    /// <summary>t + z s (1 - t^2), with s = sigmoid(z) and t = tanh(ln(1 + e^z)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> t = VectorMath.Tanh(VectorMath.Softplus(z));
        return t + z * VectorMath.Sigmoid(z) * (Vector<float>.One - t) * (Vector<float>.One + t);
    }
}

/// <summary>z min(1, max(0, z / 6 + 1/2)). Howard et al., ICCV 2019.</summary>
public readonly struct HardSilu : IActivation
{
    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Apply(Vector<float> z) => z * Gate(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> z, Vector<float> y)
    {
        Vector<float> within = Where(Vector.LessThan(Vector.Abs(z), All(3)), z * All(1f / 6), Vector<float>.Zero);
        return Gate(z) + within;
    }

    private static Vector<float> Gate(Vector<float> z) =>
        Vector.MinNative(Vector<float>.One, Vector.MaxNative(Vector<float>.Zero, z * All(1f / 6) + All(0.5f)));
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
