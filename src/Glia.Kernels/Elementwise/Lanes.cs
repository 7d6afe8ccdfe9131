using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels;

/// <summary>
/// How every elementwise kernel reads and writes: whole vectors, and a last one that is only partly filled.
/// The rest of an array goes through the same vector code as its body (padded with a harmless value), so an element has the same bits
/// wherever it stands.
/// </summary>
internal static class Lanes
{
    /// <summary>Numbers in one vector.</summary>
    internal static int Width => Vector<float>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Load(ref float start, int at) => Vector.LoadUnsafe(ref start, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(Vector<float> value, ref float start, int at) => value.StoreUnsafe(ref start, (nuint)at);

    /// <summary>The numbers from <paramref name="at"/> on, the missing lanes filled.</summary>
    internal static unsafe Vector<float> LoadRest(ReadOnlySpan<float> source, int at, float filler = 0)
    {
        ReadOnlySpan<float> rest = source[at..];
        fixed (float* from = rest)
        {
            Vector<float> value = LoadFirst(from, rest.Length);
            return filler == 0 ? value : Where(First(rest.Length), value, All(filler));
        }
    }

    /// <summary>Writes as many lanes as the span has numbers from <paramref name="at"/> on.</summary>
    internal static unsafe void StoreRest(Vector<float> value, Span<float> destination, int at)
    {
        Span<float> rest = destination[at..];
        fixed (float* to = rest) StoreFirst(value, to, rest.Length);
    }

    /// <summary>Fewer numbers than a vector has lanes; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe Vector<float> LoadFirst(float* from, int count)
    {
        if (Avx512F.IsSupported && Vector<float>.Count == 16)
            return Avx512F.MaskLoad(from, First(count).As<int, float>().AsVector512(), Vector512<float>.Zero).AsVector();
        if (Avx.IsSupported && Vector<float>.Count == 8)
            return Avx.MaskLoad(from, First(count).As<int, float>().AsVector256()).AsVector();
        Vector<float> value = Vector<float>.Zero;
        for (int i = 0; i < count; i++) value = Vector.WithElement(value, i, from[i]);
        return value;
    }

    /// <summary>Writes the first lanes, fewer than a vector has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void StoreFirst(Vector<float> value, float* to, int count)
    {
        if (Avx512F.IsSupported && Vector<float>.Count == 16)
            Avx512F.MaskStore(to, First(count).As<int, float>().AsVector512(), value.AsVector512());
        else if (Avx.IsSupported && Vector<float>.Count == 8)
            Avx.MaskStore(to, First(count).As<int, float>().AsVector256(), value.AsVector256());
        else
            for (int i = 0; i < count; i++) to[i] = Vector.GetElement(value, i);
    }

    // Which lanes are among the first so many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> First(int count) => Vector.LessThan(Vector<int>.Indices, new Vector<int>(count));

    /// <summary>As many numbers as there are up to <paramref name="end"/>, at most a vector; the missing lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> LoadUpTo(ReadOnlySpan<float> source, int at, int end) =>
        end - at >= Vector<float>.Count ? new Vector<float>(source[at..]) : LoadRest(source[..end], at);

    /// <summary>Writes as many lanes as there are places up to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreUpTo(Vector<float> value, Span<float> destination, int at, int end)
    {
        if (end - at >= Vector<float>.Count) value.CopyTo(destination[at..]);
        else StoreRest(value, destination[..end], at);
    }

    /// <summary>As many numbers as there are up to <paramref name="end"/>, at most a vector; the missing lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe Vector<float> LoadUpTo(float* source, int at, int end) => end - at >= Vector<float>.Count
        ? Vector.Load(source + at)
        : LoadRest(new ReadOnlySpan<float>(source, end), at);

    /// <summary>Writes as many lanes as there are places up to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void StoreUpTo(Vector<float> value, float* destination, int at, int end)
    {
        if (end - at >= Vector<float>.Count) value.Store(destination + at);
        else StoreRest(value, new Span<float>(destination, end), at);
    }

    /// <summary>The same number in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> All(float value) => new(value);

    /// <summary>The lanes where the condition holds from one vector, the others from the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Where(Vector<int> condition, Vector<float> yes, Vector<float> no) =>
        Vector.ConditionalSelect(condition, yes, no);

    /// <summary>1, -1 or 0 as the number is above, below or at zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Sign(Vector<float> x) =>
        Where(Vector.Equals(x, Vector<float>.Zero), Vector<float>.Zero, Vector.CopySign(Vector<float>.One, x));

    /// <summary>Adds every lane to two double accumulators, so that a long sum keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<double> AddTo(Vector<double> sum, Vector<float> value)
    {
        Vector.Widen(value, out Vector<double> low, out Vector<double> high);
        return sum + low + high;
    }

    /// <summary>Refuses spans of different lengths: a programming error, not a user's.</summary>
    internal static void RequireLength(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"{name} holds {length} numbers where {expected} are needed.", name);
    }
}
