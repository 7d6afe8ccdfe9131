using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Decayed;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>w = w - rate * g.</summary>
/// <param name="rate">The learning rate.</param>
public readonly struct SgdRule(double rate) : IOptimizerRule
{
    private readonly float _rate = (float)rate;

    /// <inheritdoc/>
    public static int States => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2) =>
        w - All(_rate) * g;
}

/// <summary>v = momentum * v - rate * g; w = w + v. State 0 is v.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="momentum">The share of the last velocity that stays.</param>
public readonly struct MomentumRule(double rate, double momentum) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _momentum = (float)momentum;

    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_momentum) * s0 - All(_rate) * g, Least);
        return w + s0;
    }
}

/// <summary>v = momentum * v - rate * g; w = w + momentum * v - rate * g, as Keras writes Nesterov's momentum. State 0 is v.</summary>
/// <param name="rate">The learning rate.</param>
/// <param name="momentum">The share of the last velocity that stays.</param>
public readonly struct NesterovRule(double rate, double momentum) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _momentum = (float)momentum;

    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        Vector<float> move = All(_rate) * g;
        s0 = Settle(All(_momentum) * s0 - move, Least);
        return w + (All(_momentum) * s0 - move);
    }
}

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015): m += (g - m)(1 - b1); v += (g^2 - v)(1 - b2); w -= rate * m / (sqrt(v) + epsilon). State 0 is m, state
/// 1 is v. AdamW is this with <see cref="GradientTreatment.Decay"/>.
/// </summary>
/// <param name="rate">The corrected rate of step t: learning rate * sqrt(1 - b2^t) / (1 - b1^t).</param>
/// <param name="beta1">Decay of the mean, b1.</param>
/// <param name="beta2">Decay of the mean square, b2.</param>
/// <param name="epsilon">Added to the root.</param>
public readonly struct AdamRule(double rate, double beta1, double beta2, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _newBeta1 = (float)(1 - beta1), _newBeta2 = (float)(1 - beta2), _epsilon = (float)epsilon;
    private readonly float _least = BesideRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(s0 + (g - s0) * All(_newBeta1), Least);
        s1 = Settle(s1 + (g * g - s1) * All(_newBeta2), _least);
        return w - All(_rate) * s0 / (Vector.SquareRoot(s1) + All(_epsilon));
    }
}

/// <summary>Adam that divides by the largest v so far (Reddi, Kale, Kumar, ICLR 2018). State 2 is that maximum.</summary>
/// <param name="rate">The corrected rate of step t, as in <see cref="AdamRule"/>.</param>
/// <param name="beta1">Decay of the mean.</param>
/// <param name="beta2">Decay of the mean square.</param>
/// <param name="epsilon">Added to the root.</param>
public readonly struct AmsgradRule(double rate, double beta1, double beta2, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _newBeta1 = (float)(1 - beta1), _newBeta2 = (float)(1 - beta2), _epsilon = (float)epsilon;
    private readonly float _least = BesideRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(s0 + (g - s0) * All(_newBeta1), Least);
        s1 = Settle(s1 + (g * g - s1) * All(_newBeta2), _least);
        s2 = Vector.Max(s2, s1);
        return w - All(_rate) * s0 / (Vector.SquareRoot(s2) + All(_epsilon));
    }
}

/// <summary>
/// Nadam (Dozat, ICLR 2016) as Keras 3 writes it: m and v as Adam's, w -= (m * meanFactor + g * gradientFactor) / (sqrt(v * squareFactor) +
/// epsilon). State 0 is m, state 1 is v.
/// </summary>
/// <param name="meanFactor">rate * u(t+1) / (1 - U(t) u(t+1)), with u(t) = b1 (1 - 0.96^t / 2) and U(t) the product of u(1)..u(t).</param>
/// <param name="gradientFactor">rate * (1 - u(t)) / (1 - U(t)).</param>
/// <param name="squareFactor">1 / (1 - b2^t).</param>
/// <param name="beta1">Decay of the mean.</param>
/// <param name="beta2">Decay of the mean square.</param>
/// <param name="epsilon">Added to the root.</param>
public readonly struct NadamRule(double meanFactor, double gradientFactor, double squareFactor, double beta1, double beta2, double epsilon)
    : IOptimizerRule
{
    private readonly float _meanFactor = (float)meanFactor, _gradientFactor = (float)gradientFactor, _squareFactor = (float)squareFactor,
        _newBeta1 = (float)(1 - beta1), _newBeta2 = (float)(1 - beta2), _epsilon = (float)epsilon;
    private readonly float _least = BesideRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(s0 + (g - s0) * All(_newBeta1), Least);
        s1 = Settle(s1 + (g * g - s1) * All(_newBeta2), _least);
        return w - (All(_meanFactor) * s0 + All(_gradientFactor) * g) / (Vector.SquareRoot(s1 * All(_squareFactor)) + All(_epsilon));
    }
}

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012) as Keras 3 writes it: v = rho v + (1 - rho) g^2; step = rate * g / sqrt(v + epsilon), and
/// with momentum d = momentum * d + step; w -= d. State 0 is v, state 1 is d (unused without momentum).
/// </summary>
/// <param name="rate">The learning rate.</param>
/// <param name="rho">Decay of the mean square.</param>
/// <param name="momentum">The share of the last step that stays; 0 for none.</param>
/// <param name="epsilon">Added under the root.</param>
public readonly struct RmspropRule(double rate, double rho, double momentum, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _newRho = (float)(1 - rho), _rho = (float)rho, _momentum = (float)momentum,
        _epsilon = (float)epsilon;
    private readonly float _least = UnderRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_rho) * s0 + All(_newRho) * g * g, _least);
        s1 = Settle(All(_momentum) * s1 + All(_rate) * g / Vector.SquareRoot(s0 + All(_epsilon)), Least);
        return w - s1;
    }
}

/// <summary>
/// RMSprop over the variance: sqrt(v - mean^2 + epsilon). State 2 is the mean of the gradients (Graves, arXiv 1308.0850).
/// </summary>
/// <param name="rate">The learning rate.</param>
/// <param name="rho">Decay of mean and mean square.</param>
/// <param name="momentum">The share of the last step that stays; 0 for none.</param>
/// <param name="epsilon">Added under the root.</param>
public readonly struct CenteredRmspropRule(double rate, double rho, double momentum, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _newRho = (float)(1 - rho), _rho = (float)rho, _momentum = (float)momentum,
        _epsilon = (float)epsilon;
    private readonly float _least = UnderRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_rho) * s0 + All(_newRho) * g * g, _least);
        s2 = Settle(All(_rho) * s2 + All(_newRho) * g, Least);
        s1 = Settle(All(_momentum) * s1 + All(_rate) * g / Vector.SquareRoot(s0 - s2 * s2 + All(_epsilon)), Least);
        return w - s1;
    }
}

/// <summary>
/// a += g^2; w -= rate * g / sqrt(a + epsilon) (Duchi, Hazan, Singer, JMLR 2011). State 0 is a, which Keras starts at 0.1.
/// </summary>
/// <param name="rate">The learning rate.</param>
/// <param name="epsilon">Added under the root.</param>
public readonly struct AdagradRule(double rate, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _epsilon = (float)epsilon;
    private readonly float _least = UnderRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(s0 + g * g, _least);
        return w - All(_rate) * g / Vector.SquareRoot(s0 + All(_epsilon));
    }
}

/// <summary>
/// Adadelta (Zeiler, arXiv 1212.5701): a = rho a + (1 - rho) g^2; d = sqrt(b + epsilon) / sqrt(a + epsilon) g; b = rho b + (1 - rho) d^2; w
/// -= rate * d. State 0 is a, state 1 is b.
/// </summary>
/// <param name="rate">The learning rate (the paper: 1; Keras: 0.001).</param>
/// <param name="rho">Decay of both mean squares.</param>
/// <param name="epsilon">Added under both roots.</param>
public readonly struct AdadeltaRule(double rate, double rho, double epsilon) : IOptimizerRule
{
    private readonly float _rate = (float)rate, _newRho = (float)(1 - rho), _rho = (float)rho, _epsilon = (float)epsilon;
    private readonly float _least = UnderRoot(epsilon);

    /// <inheritdoc/>
    public static int States => 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2)
    {
        s0 = Settle(All(_rho) * s0 + All(_newRho) * g * g, _least);
        Vector<float> delta = g * Vector.SquareRoot((s1 + All(_epsilon)) / (s0 + All(_epsilon)));
        s1 = Settle(All(_rho) * s1 + All(_newRho) * delta * delta, _least);
        return w - All(_rate) * delta;
    }
}
