using System.Numerics;
using System.Runtime.InteropServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>Whole-array kernels that treat every number alone.</summary>
public static class Elementwise
{
    /// <summary>y = f(z). The two may be the same memory.</summary>
    /// <param name="op">The activation.</param>
    /// <param name="z">What goes in.</param>
    /// <param name="y">Receives f(z); as long as z.</param>
    public static void Activate<TOp>(TOp op, ReadOnlySpan<float> z, Span<float> y) where TOp : struct, IActivation
    {
        RequireLength(y.Length, z.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(z);
        ref float to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= z.Length - Width; i += Width) Store(op.Apply(Load(ref from, i)), ref to, i);
        if (i < z.Length) StoreRest(op.Apply(LoadRest(z, i)), y, i);
    }

    /// <summary>dz = dy * f'(z). dz may be the same memory as dy.</summary>
    /// <param name="op">The activation.</param>
    /// <param name="z">What went in; empty where <see cref="IActivation.NeedsInput"/> is false.</param>
    /// <param name="y">What came out.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dz">Receives the gradient with respect to z.</param>
    public static void ActivateBackward<TOp>(TOp op, ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dz)
        where TOp : struct, IActivation
    {
        // Where z is not looked at, y stands in for it: the loads are then dead code.
        ReadOnlySpan<float> input = TOp.NeedsInput ? z : y;
        RequireLength(input.Length, y.Length, nameof(z));
        RequireLength(dy.Length, y.Length, nameof(dy));
        RequireLength(dz.Length, y.Length, nameof(dz));
        ref float zs = ref MemoryMarshal.GetReference(input);
        ref float ys = ref MemoryMarshal.GetReference(y);
        ref float dys = ref MemoryMarshal.GetReference(dy);
        ref float dzs = ref MemoryMarshal.GetReference(dz);
        int i = 0;
        for (; i <= y.Length - Width; i += Width)
            Store(Load(ref dys, i) * op.Derivative(Load(ref zs, i), Load(ref ys, i)), ref dzs, i);
        if (i < y.Length)
            StoreRest(LoadRest(dy, i) * op.Derivative(LoadRest(input, i), LoadRest(y, i)), dz, i);
    }

    /// <summary>y = a + b, number by number. Any two may be the same memory.</summary>
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
