using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>The sums an optimizer step has in its hands anyway: each in double, in one fixed order.</summary>
/// <param name="Gradients">Sum of squares of the gradient as it came, before penalty, factor and clipping.</param>
/// <param name="Weights">Sum of squares of the weights before the step.</param>
/// <param name="Changes">Sum of squares of what the step changed, decay included.</param>
public readonly record struct StepSums(double Gradients, double Weights, double Changes)
{
    /// <summary>Both together.</summary>
    public static StepSums operator +(StepSums a, StepSums b) =>
        new(a.Gradients + b.Gradients, a.Weights + b.Weights, a.Changes + b.Changes);

    /// <summary>Both together.</summary>
    public static StepSums Add(StepSums left, StepSums right) => left + right;
}

/// <summary>
/// What happens to a gradient and a weight before the rule of the optimizer:
/// g = clip((g + L1 * sign(w) + L2 * w) * Factor), w = w - Decay * w.
/// </summary>
public readonly record struct GradientTreatment()
{
    /// <summary>Multiplies the gradient: clipping by norm, averaging. 1 changes nothing.</summary>
    public float Factor { get; init; } = 1;

    /// <summary>Clips each number of the gradient to -Clip..Clip. Infinity changes nothing.</summary>
    public float Clip { get; init; } = float.PositiveInfinity;

    /// <summary>Adds L1 * sign(w) to the gradient: the derivative of a penalty L1 * |w|, at 0 taken as 0.</summary>
    public float L1 { get; init; }

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

    // In numbers: threads that write the same line would pass it to and fro.
    private const int CacheLine = 16;

    // The least numbers in a tile, and the most tiles. Where sums are wanted, tiles depend on the length alone,
    // so that the sums do not depend on the threads.
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
    /// <param name="withSums">Whether anybody wants to know the sums, which cost a fifth of the time. Without them zeros come back, unless
    /// the gradient is treated.</param>
    public static unsafe StepSums Step<TRule>(
        TRule rule, GradientTreatment treatment, Span<float> weights, ReadOnlySpan<float> gradients,
        Span<float> state0 = default, Span<float> state1 = default, Span<float> state2 = default,
        Workers? workers = null, bool withSums = true)
        where TRule : struct, IOptimizerRule
    {
        int n = weights.Length;
        RequireLength(gradients.Length, n, nameof(gradients));
        if (TRule.States > 0) RequireLength(state0.Length, n, nameof(state0));
        if (TRule.States > 1) RequireLength(state1.Length, n, nameof(state1));
        if (TRule.States > 2) RequireLength(state2.Length, n, nameof(state2));
        Workers crew = workers ?? Workers.Single;
        bool untreated = treatment == new GradientTreatment();
        int tile = untreated && !withSums ? EvenTile(n, crew.Threads) : Math.Max(LeastTile, (n / MostTiles + Chunk) / Chunk * Chunk);
        int tiles = (int)(((long)n + tile - 1) / tile);
        StepSums* sums = stackalloc StepSums[MostTiles];
        fixed (float* w = weights, g = gradients, s0 = state0, s1 = state1, s2 = state2)
        {
            // Most steps treat nothing, and nobody looks: loops of their own spare them half of the arithmetic.
            if (untreated && !withSums) crew.For(tiles, new Job<TRule, Bare>(rule, default, w, g, s0, s1, s2, n, tile, sums));
            else if (untreated) crew.For(tiles, new Job<TRule, Untreated>(rule, default, w, g, s0, s1, s2, n, tile, sums));
            else crew.For(tiles, new Job<TRule, Treated>(rule, new Treated(treatment), w, g, s0, s1, s2, n, tile, sums));
        }
        StepSums total = default;
        for (int i = 0; i < tiles; i++) total += sums[i];
        return total;
    }

    // One part for each thread, as the product that made the gradients was cut: each thread finds its part in its own cache.
    private static int EvenTile(int n, int threads)
    {
        int parts = Math.Clamp(n / LeastTile, 1, Math.Min(threads, MostTiles));
        return Math.Max(CacheLine, ((n + parts - 1) / parts + CacheLine - 1) / CacheLine * CacheLine);
    }

    private readonly unsafe struct Job<TRule, TTreatment>(
        TRule rule, TTreatment treatment, float* weights, float* gradients, float* state0, float* state1, float* state2, int length,
        int tile, StepSums* sums)
        : IJob where TRule : struct, IOptimizerRule where TTreatment : struct, ITreatment
    {
        public void Run(int number)
        {
            int start = number * tile, count = Math.Min(tile, length - start), whole = count / Width * Width;
            float* w = weights + start, g = gradients + start, s0 = state0 + start, s1 = state1 + start, s2 = state2 + start;
            StepSums total = default;
            for (int i = 0; i < whole; i += Chunk * Width)
                total += Update(rule, treatment, w + i, g + i, s0 + i, s1 + i, s2 + i, Math.Min(Chunk * Width, whole - i));
            if (whole < count)
                total += UpdateRest(rule, treatment, w + whole, g + whole, s0 + whole, s1 + whole, s2 + whole, count - whole);
            sums[number] = total;
        }
    }

    // Whole vectors only, and nothing else in this method: whatever more it held would push the sums out of the registers (measured:
    // half the speed).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe StepSums Update<TRule, TTreatment>(TRule rule, TTreatment treatment, float* ws, float* gs, float* s0s,
        float* s1s, float* s2s, int count)
        where TRule : struct, IOptimizerRule where TTreatment : struct, ITreatment
    {
        Vector<float> g2 = Vector<float>.Zero, w2 = Vector<float>.Zero, d2 = Vector<float>.Zero, s0 = Vector<float>.Zero,
            s1 = Vector<float>.Zero, s2 = Vector<float>.Zero;
        for (int i = 0; i < count; i += Width)
        {
            Vector<float> w = Vector.Load(ws + i), g = Vector.Load(gs + i);
            if (TRule.States > 0) s0 = Vector.Load(s0s + i);
            if (TRule.States > 1) s1 = Vector.Load(s1s + i);
            if (TRule.States > 2) s2 = Vector.Load(s2s + i);
            Vector<float> after = treatment.Settled(rule.Step(treatment.Weight(w), treatment.Gradient(g, w), ref s0, ref s1, ref s2)),
                change = after - w;
            after.Store(ws + i);
            if (TRule.States > 0) s0.Store(s0s + i);
            if (TRule.States > 1) s1.Store(s1s + i);
            if (TRule.States > 2) s2.Store(s2s + i);
            if (!TTreatment.Sums) continue;
            g2 = Vector.MultiplyAddEstimate(g, g, g2);
            w2 = Vector.MultiplyAddEstimate(w, w, w2);
            d2 = Vector.MultiplyAddEstimate(change, change, d2);
        }
        return new StepSums(Total(g2), Total(w2), Total(d2));
    }

    // The last numbers, fewer than a vector, through the same arithmetic.
    private static unsafe StepSums UpdateRest<TRule, TTreatment>(TRule rule, TTreatment treatment, float* ws, float* gs, float* s0s,
        float* s1s, float* s2s, int count)
        where TRule : struct, IOptimizerRule where TTreatment : struct, ITreatment
    {
        Span<float> weights = new(ws, count), state0 = new(s0s, count), state1 = new(s1s, count), state2 = new(s2s, count);
        Vector<float> w = LoadRest(weights, 0), g = LoadRest(new ReadOnlySpan<float>(gs, count), 0);
        Vector<float> s0 = TRule.States > 0 ? LoadRest(state0, 0) : Vector<float>.Zero;
        Vector<float> s1 = TRule.States > 1 ? LoadRest(state1, 0) : Vector<float>.Zero;
        Vector<float> s2 = TRule.States > 2 ? LoadRest(state2, 0) : Vector<float>.Zero;
        Vector<float> after = treatment.Settled(rule.Step(treatment.Weight(w), treatment.Gradient(g, w), ref s0, ref s1, ref s2));
        StoreRest(after, weights, 0);
        if (TRule.States > 0) StoreRest(s0, state0, 0);
        if (TRule.States > 1) StoreRest(s1, state1, 0);
        if (TRule.States > 2) StoreRest(s2, state2, 0);
        if (!TTreatment.Sums) return default;
        double g2 = 0, w2 = 0, d2 = 0;
        for (int lane = 0; lane < count; lane++)
        {
            double change = (double)after[lane] - w[lane];
            g2 += (double)g[lane] * g[lane];
            w2 += (double)w[lane] * w[lane];
            d2 += change * change;
        }
        return new StepSums(g2, w2, d2);
    }

    private static double Total(Vector<float> sum) => Vector.Sum(AddTo(Vector<double>.Zero, sum));

    private interface ITreatment
    {
        /// <summary>Whether the sums are wanted.</summary>
        static virtual bool Sums => true;

        /// <summary>The gradient as the rule takes it.</summary>
        Vector<float> Gradient(Vector<float> g, Vector<float> w);

        /// <summary>The weight as the rule takes it.</summary>
        Vector<float> Weight(Vector<float> w);

        /// <summary>The new weight as it is kept: one that decays is zero once it is too small to matter.</summary>
        Vector<float> Settled(Vector<float> w);
    }

    private readonly struct Bare : ITreatment
    {
        static bool ITreatment.Sums => false;

        public Vector<float> Gradient(Vector<float> g, Vector<float> w) => g;

        public Vector<float> Weight(Vector<float> w) => w;

        public Vector<float> Settled(Vector<float> w) => w;
    }

    private readonly struct Untreated : ITreatment
    {
        public Vector<float> Gradient(Vector<float> g, Vector<float> w) => g;

        public Vector<float> Weight(Vector<float> w) => w;

        public Vector<float> Settled(Vector<float> w) => w;
    }

    private readonly struct Treated(GradientTreatment treatment) : ITreatment
    {
        private readonly float _factor = treatment.Factor, _clip = treatment.Clip, _l1 = treatment.L1, _l2 = treatment.L2,
            _decay = treatment.Decay;

        // The second operand of a native minimum or maximum is what comes back for NaN: a NaN gradient stays one.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Gradient(Vector<float> g, Vector<float> w) =>
            Vector.MinNative(All(_clip), Vector.MaxNative(All(-_clip), (g + All(_l1) * Sign(w) + All(_l2) * w) * All(_factor)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Weight(Vector<float> w) => w - All(_decay) * w;

        // A penalty or decay shrinks a weight that no gradient holds up by the same factor each step, as an average of the past shrinks.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Settled(Vector<float> w) => Decayed.Settle(w, Decayed.Least);
    }
}
