using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Whole-array kernels that treat every number alone.</summary>
public static class Elementwise
{
    // The share of one tile when threads work together: 32 KB, so that handing it over costs little beside the work.
    private const int Tile = 8192;

    /// <summary>y = f(z). The two may be the same memory.</summary>
    /// <param name="op">The activation.</param>
    /// <param name="z">What goes in.</param>
    /// <param name="y">Receives f(z); as long as z.</param>
    /// <param name="workers">Threads to share the work with; null for none. The bits are the same.</param>
    public static unsafe void Activate<TOp>(TOp op, ReadOnlySpan<float> z, Span<float> y, Workers? workers = null) where TOp
        : struct, IActivation
    {
        RequireLength(y.Length, z.Length, nameof(y));
        fixed (float* from = z, to = y)
        {
            if (workers is { Threads: > 1 } && z.Length >= 2 * Tile)
                workers.For(Tiles(z.Length), new ActivateJob<TOp>(op, from, to, z.Length));
            else Apply(op, from, to, z.Length);
        }
    }

    /// <summary>dz = dy * f'(z). dz may be the same memory as dy.</summary>
    /// <param name="op">The activation.</param>
    /// <param name="z">What went in; not read, and may be empty, where <see cref="IActivation.NeedsInput"/> is false.</param>
    /// <param name="y">What came out; not read, and may be empty, where <see cref="IActivation.NeedsInput"/> is true.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dz">Receives the gradient with respect to z.</param>
    /// <param name="workers">Threads to share the work with; null for none. The bits are the same.</param>
    public static unsafe void ActivateBackward<TOp>(
        TOp op, ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz, Workers? workers = null)
        where TOp : struct, IActivation
    {
        ReadOnlySpan<float> known = TOp.NeedsInput ? z : y;
        RequireLength(known.Length, dy.Length, TOp.NeedsInput ? nameof(z) : nameof(y));
        RequireLength(dz.Length, dy.Length, nameof(dz));
        fixed (float* from = known, above = dy, below = dz)
        {
            if (workers is { Threads: > 1 } && dy.Length >= 2 * Tile)
                workers.For(Tiles(dy.Length), new ActivateBackwardJob<TOp>(op, from, above, below, dy.Length));
            else ApplyBackward(op, from, above, below, dy.Length);
        }
    }

    private static int Tiles(int length) => (int)(((long)length + Tile - 1) / Tile);

    // Compiled once and for all: these loops run from the first step on, before tiering would have noticed them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Apply<TOp>(TOp op, float* z, float* y, int length) where TOp : struct, IActivation
    {
        int i = 0;
        for (; i <= length - Width; i += Width) op.Apply(Vector.Load(z + i)).Store(y + i);
        if (i < length) StoreRest(op.Apply(LoadRest(new ReadOnlySpan<float>(z, length), i)), new Span<float>(y, length), i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void ApplyBackward<TOp>(TOp op, float* known, float* dy, float* dz, int length) where TOp : struct, IActivation
    {
        // An operation looks at z or at y, so the one that is known stands in for both.
        int i = 0;
        for (; i <= length - Width; i += Width)
        {
            Vector<float> at = Vector.Load(known + i);
            (Vector.Load(dy + i) * op.Derivative(at, at)).Store(dz + i);
        }
        if (i == length) return;
        Vector<float> last = LoadRest(new ReadOnlySpan<float>(known, length), i);
        StoreRest(LoadRest(new ReadOnlySpan<float>(dy, length), i) * op.Derivative(last, last), new Span<float>(dz, length), i);
    }

    private readonly unsafe struct ActivateJob<TOp>(TOp op, float* z, float* y, int length) : IJob where TOp : struct, IActivation
    {
        public void Run(int tile) => Apply(op, z + tile * Tile, y + tile * Tile, Math.Min(Tile, length - tile * Tile));
    }

    private readonly unsafe struct ActivateBackwardJob<TOp>(TOp op, float* known, float* dy, float* dz, int length) : IJob
        where TOp : struct, IActivation
    {
        public void Run(int tile)
        {
            int start = tile * Tile;
            ApplyBackward(op, known + start, dy + start, dz + start, Math.Min(Tile, length - start));
        }
    }

    /// <summary>y = a + b, number by number. Any two may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        RequireLength(b.Length, a.Length, nameof(b));
        RequireLength(y.Length, a.Length, nameof(y));
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        ref float to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= a.Length - Width; i += Width) Store(Load(ref left, i) + Load(ref right, i), ref to, i);
        for (; i < a.Length; i++) y[i] = a[i] + b[i];
    }

    /// <summary>y = a * b, number by number. Any two may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        RequireLength(b.Length, a.Length, nameof(b));
        RequireLength(y.Length, a.Length, nameof(y));
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        ref float to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= a.Length - Width; i += Width) Store(Load(ref left, i) * Load(ref right, i), ref to, i);
        for (; i < a.Length; i++) y[i] = a[i] * b[i];
    }

    /// <summary>y += factor * x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Axpy(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        Vector<float> factors = All(factor);
        int i = 0;
        for (; i <= x.Length - Width; i += Width) Store(Load(ref to, i) + factors * Load(ref from, i), ref to, i);
        for (; i < x.Length; i++) y[i] += factor * x[i];
    }

    /// <summary>y = factor * x. The two may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        Vector<float> factors = All(factor);
        int i = 0;
        for (; i <= x.Length - Width; i += Width) Store(factors * Load(ref from, i), ref to, i);
        for (; i < x.Length; i++) y[i] = factor * x[i];
    }

    /// <summary>y = factor * x + offset. The two may be the same memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Affine(float factor, float offset, ReadOnlySpan<float> x, Span<float> y)
    {
        RequireLength(y.Length, x.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        Vector<float> factors = All(factor), offsets = All(offset);
        int i = 0;
        for (; i <= x.Length - Width; i += Width) Store(factors * Load(ref from, i) + offsets, ref to, i);
        if (i < x.Length) StoreRest(factors * LoadRest(x, i) + offsets, y, i);
    }

    /// <summary>Writes a row again and again until the destination, whose length is a multiple of its own, is full.</summary>
    public static void Repeat(ReadOnlySpan<float> row, Span<float> y)
    {
        for (int start = 0; start < y.Length; start += row.Length) row.CopyTo(y[start..]);
    }

    /// <summary>Adds one row to every row: y[r, c] += row[c].</summary>
    /// <param name="row">As many numbers as there are columns.</param>
    /// <param name="y">Rows of that many columns.</param>
    public static void AddRow(ReadOnlySpan<float> row, Span<float> y)
    {
        for (int start = 0; start < y.Length; start += row.Length)
        {
            Span<float> to = y.Slice(start, row.Length);
            Add(to, row, to);
        }
    }
}
