using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Decayed;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Momentum as PyTorch writes it: b = momentum * b + share * g; w = w - rate * b. The rate is outside the buffer, so that another rate acts
/// at once; with a constant one and a share of 1 this is <see cref="MomentumRule"/>. State 0 is b.
/// </summary>
/// <param name="rate">The learning rate.</param>
/// <param name="momentum">The share of the buffer that stays.</param>
/// <param name="share">The share of the gradient that is added: 1 - dampening, and 1 in the first step.</param>
public readonly struct TorchMomentumRule(double rate, double momentum, double share) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _momentum = (float)momentum, _share = (float)share;

    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_momentum) * s0 + All(_share) * g, Least);
        return w - All(_rate) * s0;
    }
}

/// <summary>Nesterov's momentum as PyTorch writes it: b = momentum * b + g; w = w - rate * (g + momentum * b). State 0 is b.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="momentum">The share of the buffer that stays.</param>
public readonly struct TorchNesterovRule(double rate, double momentum) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _momentum = (float)momentum;

    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_momentum) * s0 + g, Least);
        return w - All(_rate) * (g + All(_momentum) * s0);
    }
}

/// <summary>
/// RMSprop as PyTorch writes it: v = alpha v + (1 - alpha) g^2; b = momentum b + g / (sqrt(v) + epsilon); w -= rate * b. Epsilon is outside
/// the root and the rate outside the buffer. State 0 is v, state 1 is b.
/// </summary>
/// <param name="rate">The learning rate.</param>
/// <param name="alpha">Decay of the mean square.</param>
/// <param name="momentum">The share of the buffer that stays; 0 for none.</param>
/// <param name="epsilon">Added to the root.</param>
public readonly struct TorchRmspropRule(double rate, double alpha, double momentum, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _new = (float)(1 - alpha), _alpha = (float)alpha, _momentum = (float)momentum,
        _epsilon = (float)epsilon;
    private readonly float _least = BesideRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_alpha) * s0 + All(_new) * g * g, _least);
        s1 = Settle(All(_momentum) * s1 + g / (Vector.SquareRoot(s0) + All(_epsilon)), Least);
        return w - All(_rate) * s1;
    }
}

/// <summary><see cref="TorchRmspropRule"/> over the variance: sqrt(v - mean^2) + epsilon. State 2 is the mean of the gradients.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="alpha">Decay of mean and mean square.</param>
/// <param name="momentum">The share of the buffer that stays; 0 for none.</param>
/// <param name="epsilon">Added to the root.</param>
public readonly struct TorchCenteredRmspropRule(double rate, double alpha, double momentum, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _new = (float)(1 - alpha), _alpha = (float)alpha, _momentum = (float)momentum,
        _epsilon = (float)epsilon;
    private readonly float _least = BesideRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_alpha) * s0 + All(_new) * g * g, _least);
        s2 = Settle(All(_alpha) * s2 + All(_new) * g, Least);
        // Rounding can leave a constant gradient a variance just below zero, whose root is none.
        Vector<float> variance = Vector.Max(Vector<float>.Zero, s0 - s2 * s2);
        s1 = Settle(All(_momentum) * s1 + g / (Vector.SquareRoot(variance) + All(_epsilon)), Least);
        return w - All(_rate) * s1;
    }
}
