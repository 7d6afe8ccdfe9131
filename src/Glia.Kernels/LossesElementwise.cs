using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>The loss of one output against one target, a vector at a time.</summary>
internal interface ILossTerm
{
    /// <summary>The loss, and its derivative with respect to the output.</summary>
    Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative);
}

public static partial class Losses
{
    /// <summary>(o - t)^2.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double MeanSquaredError(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new SquaredTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>|o - t|; the derivative where they are equal is 0.</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double MeanAbsoluteError(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new AbsoluteTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>Half the square up to delta, delta (|o - t| - delta / 2) beyond (Huber, 1964).</summary>
    /// <param name="outputs">rows x columns.</param>
    /// <param name="targets">rows x columns.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Outputs of a sample.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="gradient">Receives rows x columns; empty if only the loss is wanted.</param>
    /// <param name="delta">Where the square becomes a line (Keras: 1).</param>
    public static double Huber(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale,
        Span<float> gradient, float delta = 1) =>
        Each(new HuberTerm(delta), outputs, targets, rows, columns, scale, gradient);

    /// <summary>ln cosh(o - t).</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double LogCosh(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new LogCoshTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>o - t ln(o + 1e-7).</summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double Poisson(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        Each(new PoissonTerm(), outputs, targets, rows, columns, scale, gradient);

    /// <summary>
    /// t ln(t / o), both clipped to 1e-7..1, SUMMED over the columns as Keras does. Zero gradient where the output is clipped.
    /// </summary>
    /// <inheritdoc cref="BinaryCrossEntropy" path="/param"/>
    public static double KLDivergence(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns,
        float scale, Span<float> gradient) =>
        columns * Each(new DivergenceTerm(), outputs, targets, rows, columns, scale * columns, gradient);

    /// <summary>One pass over everything: losses to a double sum, derivatives times scale / columns to the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Each<TTerm>(
        TTerm term, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient)
        where TTerm : struct, ILossTerm
    {
        Check(outputs, targets, rows, columns, gradient);
        Vector<float> factor = All(scale / columns);
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= outputs.Length - Width; i += Width)
        {
            sums = AddTo(sums, term.Loss(new Vector<float>(outputs[i..]), new Vector<float>(targets[i..]), out Vector<float> derivative));
            if (!gradient.IsEmpty) (derivative * factor).CopyTo(gradient[i..]);
        }
        double sum = Vector.Sum(sums);
        if (i < outputs.Length)
        {
            Vector<float> losses = term.Loss(LoadRest(outputs, i), LoadRest(targets, i), out Vector<float> derivative);
            for (int lane = 0; lane < outputs.Length - i; lane++) sum += losses[lane];
            if (!gradient.IsEmpty) StoreRest(derivative * factor, gradient, i);
        }
        return sum / columns;
    }

    private readonly struct SquaredTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> error = output - target;
            derivative = error + error;
            return error * error;
        }
    }

    private readonly struct AbsoluteTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> error = output - target;
            Vector<float> sign = Vector.CopySign(Vector<float>.One, error);
            // Zero stays zero and NaN stays NaN.
            derivative = Where(Vector.GreaterThan(Vector.Abs(error), Vector<float>.Zero), sign, error);
            return Vector.Abs(error);
        }
    }

    private readonly struct HuberTerm(float delta) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> limit = All(delta);
            Vector<float> error = output - target;
            Vector<float> size = Vector.Abs(error);
            derivative = Vector.MinNative(limit, Vector.MaxNative(-limit, error));
            Vector<float> near = All(0.5f) * error * error, far = limit * (size - All(0.5f) * limit);
            return Where(Vector.GreaterThan(size, limit), far, near);
        }
    }

    private readonly struct LogCoshTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> error = output - target;
            derivative = VectorMath.Tanh(error);
            // ln cosh e = |e| + ln(1 + e^-2|e|) - ln 2 cancels near zero, where it is e^2/2 - e^4/12 + e^6/45.
            Vector<float> size = Vector.Abs(error), square = error * error;
            Vector<float> far = size + (VectorMath.LogOnePlus(VectorMath.Exp(All(-2f) * size)) - All(0.693147181f));
            Vector<float> near = square * (All(0.5f) + square * (All(-1f / 12) + square * All(1f / 45)));
            return Where(Vector.LessThan(size, All(0.2f)), near, far);
        }
    }

    private readonly struct PoissonTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> raised = output + All(Epsilon);
            derivative = Vector<float>.One - target / raised;
            return output - target * VectorMath.Log(raised);
        }
    }

    private readonly struct DivergenceTerm : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> low = All(Epsilon), one = Vector<float>.One;
            Vector<float> t = Vector.MinNative(one, Vector.MaxNative(low, target));
            Vector<float> o = Vector.MinNative(one, Vector.MaxNative(low, output));
            Vector<int> clipped = Vector.LessThan(output, low) | Vector.GreaterThan(output, one);
            derivative = Where(clipped, Vector<float>.Zero, -t / o);
            return t * VectorMath.Log(t / o);
        }
    }

    private readonly struct BinaryCrossEntropyTerm(float smoothing) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> one = Vector<float>.One, low = All(Epsilon), high = All(OneMinusEpsilon);
            Vector<float> t = target * All(1 - smoothing) + All(smoothing / 2);
            Vector<float> p = Vector.MinNative(high, Vector.MaxNative(low, output));
            Vector<int> clipped = Vector.LessThan(output, low) | Vector.GreaterThan(output, high);
            derivative = Where(clipped, Vector<float>.Zero, (p - t) / (p * (one - p)));
            return -(t * VectorMath.Log(p) + (one - t) * VectorMath.Log(one - p));
        }
    }

    private readonly struct SigmoidCrossEntropyTerm(float smoothing) : ILossTerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Loss(Vector<float> output, Vector<float> target, out Vector<float> derivative)
        {
            Vector<float> t = target * All(1 - smoothing) + All(smoothing / 2);
            derivative = VectorMath.Sigmoid(output) - t;
            Vector<float> e = VectorMath.Exp(-Vector.Abs(output));
            return Vector.MaxNative(Vector<float>.Zero, output) - output * t + VectorMath.LogOnePlus(e);
        }
    }
}
