using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>The sums an optimizer step has in its hands anyway: each in double, in one fixed order.</summary>
/// <param name="Gradients">Sum of squares of the gradient as it came, before penalty, factor and clipping.</param>
/// <param name="Weights">Sum of squares of the weights before the step.</param>
/// <param name="Changes">Sum of squares of what the step changed, decay included.</param>
public readonly record struct StepSums(double Gradients, double Weights, double Changes)
{
    /// <summary>Both together.</summary>
    public static StepSums operator +(StepSums a, StepSums b) => new(a.Gradients + b.Gradients, a.Weights + b.Weights, a.Changes + b.Changes);

    /// <summary>Both together.</summary>
    public static StepSums Add(StepSums left, StepSums right) => left + right;
}

/// <summary>
/// What happens to a gradient and a weight before the rule of the optimizer: g = clip((g + L2 * w) * Factor), w = w - Decay * w.
/// </summary>
public readonly record struct GradientTreatment()
{
    /// <summary>Multiplies the gradient: clipping by norm, averaging. 1 changes nothing.</summary>
    public float Factor { get; init; } = 1;

    /// <summary>Clips each number of the gradient to -Clip..Clip. Infinity changes nothing.</summary>
    public float Clip { get; init; } = float.PositiveInfinity;

    /// <summary>Adds L2 * w to the gradient: the derivative of a penalty L2 / 2 * w^2.</summary>
    public float L2 { get; init; }

    /// <summary>Decoupled decay: w loses this share before the rule is applied (Keras: weight_decay * learning_rate).</summary>
    public float Decay { get; init; }
}

/// <summary>The rule of one optimizer, a vector at a time. A rule has up to three states; those it has not are zero and stay so.</summary>
public interface IOptimizerRule
{
    /// <summary>How many states the rule keeps for each weight: 0 to 3.</summary>
    static abstract int States { get; }

    /// <summary>The new weights; updates the states.</summary>
    Vector<float> Step(Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2);
}

/// <summary>One fused pass over the weights of one slot, whatever the rule.</summary>
public static class OptimizerSteps
{
    // Sums run in float within so many vectors, then go to double: as exact as needed without widening three vectors in the inner loop.
    private const int Chunk = 128;

    // The least numbers in a tile, and the most tiles. Tiles depend on the length alone, so the sums do not depend on the threads.
    private const int LeastTile = 16384, MostTiles = 64;

    /// <summary>Reads weights, gradients and states once, writes weights and states once.</summary>
    /// <param name="rule">The optimizer, its rates and factors for this step.</param>
    /// <param name="treatment">What is done to gradient and weight first.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="gradients">Their gradients, as many.</param>
    /// <param name="state0">The first state (momentum, m), or empty if the rule has none.</param>
    /// <param name="state1">The second state (v), or empty.</param>
    /// <param name="state2">The third state, or empty.</param>
    /// <param name="workers">Threads to share the work with; null for none. The bits are the same.</param>
    public static unsafe StepSums Step<TRule>(
        TRule rule, GradientTreatment treatment, Span<float> weights, ReadOnlySpan<float> gradients,
        Span<float> state0 = default, Span<float> state1 = default, Span<float> state2 = default, Workers? workers = null)
        where TRule : struct, IOptimizerRule
    {
        int n = weights.Length;
        RequireLength(gradients.Length, n, nameof(gradients));
        if (TRule.States > 0) RequireLength(state0.Length, n, nameof(state0));
        if (TRule.States > 1) RequireLength(state1.Length, n, nameof(state1));
        if (TRule.States > 2) RequireLength(state2.Length, n, nameof(state2));
        int tile = Math.Max(LeastTile, (n / MostTiles + Chunk) / Chunk * Chunk), tiles = (int)(((long)n + tile - 1) / tile);
        StepSums* sums = stackalloc StepSums[MostTiles];
        fixed (float* w = weights, g = gradients, s0 = state0, s1 = state1, s2 = state2)
        {
            var job = new Job<TRule>(rule, treatment, w, g, s0, s1, s2, n, tile, sums);
            (workers ?? Workers.Single).For(tiles, job);
        }
        StepSums total = default;
        for (int i = 0; i < tiles; i++) total += sums[i];
        return total;
    }

    private readonly unsafe struct Job<TRule>(
        TRule rule, GradientTreatment treatment, float* weights, float* gradients, float* state0, float* state1, float* state2, int length, int tile, StepSums* sums)
        : IJob where TRule : struct, IOptimizerRule
    {
        public void Run(int number)
        {
            int start = number * tile, count = Math.Min(tile, length - start);
            sums[number] = Update(
                rule, treatment, new Span<float>(weights + start, count), new ReadOnlySpan<float>(gradients + start, count),
                TRule.States > 0 ? new Span<float>(state0 + start, count) : default,
                TRule.States > 1 ? new Span<float>(state1 + start, count) : default,
                TRule.States > 2 ? new Span<float>(state2 + start, count) : default);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static StepSums Update<TRule>(
        TRule rule, GradientTreatment treatment, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> state0, Span<float> state1, Span<float> state2)
        where TRule : struct, IOptimizerRule
    {
        int n = weights.Length;
        ref float ws = ref MemoryMarshal.GetReference(weights);
        ref float gs = ref MemoryMarshal.GetReference(gradients);
        ref float s0s = ref MemoryMarshal.GetReference(state0);
        ref float s1s = ref MemoryMarshal.GetReference(state1);
        ref float s2s = ref MemoryMarshal.GetReference(state2);
        Vector<float> factor = All(treatment.Factor), clip = All(treatment.Clip), l2 = All(treatment.L2), keep = All(treatment.Decay);
        double g2 = 0, w2 = 0, d2 = 0;
        int i = 0;
        while (i <= n - Width)
        {
            int end = (int)Math.Min(n - Width + 1L, i + (long)Chunk * Width);
            Vector<float> gSum = Vector<float>.Zero, wSum = Vector<float>.Zero, dSum = Vector<float>.Zero;
            for (; i < end; i += Width)
            {
                Vector<float> w = Load(ref ws, i), g = Load(ref gs, i);
                Vector<float> s0 = TRule.States > 0 ? Load(ref s0s, i) : Vector<float>.Zero;
                Vector<float> s1 = TRule.States > 1 ? Load(ref s1s, i) : Vector<float>.Zero;
                Vector<float> s2 = TRule.States > 2 ? Load(ref s2s, i) : Vector<float>.Zero;
                Vector<float> after = rule.Step(w - keep * w, Treat(g, w, l2, factor, clip), ref s0, ref s1, ref s2);
                Store(after, ref ws, i);
                if (TRule.States > 0) Store(s0, ref s0s, i);
                if (TRule.States > 1) Store(s1, ref s1s, i);
                if (TRule.States > 2) Store(s2, ref s2s, i);
                Vector<float> change = after - w;
                gSum += g * g;
                wSum += w * w;
                dSum += change * change;
            }
            g2 += Total(gSum);
            w2 += Total(wSum);
            d2 += Total(dSum);
        }
        if (i < n)
        {
            Vector<float> w = LoadRest(weights, i), g = LoadRest(gradients, i);
            Vector<float> s0 = TRule.States > 0 ? LoadRest(state0, i) : Vector<float>.Zero;
            Vector<float> s1 = TRule.States > 1 ? LoadRest(state1, i) : Vector<float>.Zero;
            Vector<float> s2 = TRule.States > 2 ? LoadRest(state2, i) : Vector<float>.Zero;
            Vector<float> after = rule.Step(w - keep * w, Treat(g, w, l2, factor, clip), ref s0, ref s1, ref s2);
            StoreRest(after, weights, i);
            if (TRule.States > 0) StoreRest(s0, state0, i);
            if (TRule.States > 1) StoreRest(s1, state1, i);
            if (TRule.States > 2) StoreRest(s2, state2, i);
            for (int lane = 0; lane < n - i; lane++)
            {
                double change = (double)after[lane] - w[lane];
                g2 += (double)g[lane] * g[lane];
                w2 += (double)w[lane] * w[lane];
                d2 += change * change;
            }
        }
        return new StepSums(g2, w2, d2);
    }

    // The second operand of a native minimum or maximum is what comes back for NaN: a NaN gradient stays one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Treat(Vector<float> g, Vector<float> w, Vector<float> l2, Vector<float> factor, Vector<float> clip) =>
        Vector.MinNative(clip, Vector.MaxNative(-clip, (g + l2 * w) * factor));

    private static double Total(Vector<float> sum) => Vector.Sum(AddTo(Vector<double>.Zero, sum));
}
