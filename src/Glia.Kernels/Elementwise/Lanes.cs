using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    internal static Vector<float> LoadRest(ReadOnlySpan<float> source, int at, float filler = 0)
    {
        var value = new Vector<float>(filler);
        source[at..].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<float>, float>(ref value), Vector<float>.Count));
        return value;
    }

    /// <summary>Writes as many lanes as the span has numbers from <paramref name="at"/> on.</summary>
    internal static void StoreRest(Vector<float> value, Span<float> destination, int at)
    {
        Span<float> rest = destination[at..];
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector<float>, float>(ref value), rest.Length).CopyTo(rest);
    }

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
