namespace Glia;

/// <summary>
/// Float memory that starts on a cache line and never moves: a pinned managed array, so nobody has to free it.
/// </summary>
internal static class AlignedMemory
{
    /// <summary>Floats in one cache line of 64 bytes. Every slot starts on a multiple of it, so vectors never straddle lines.</summary>
    public const int Line = 16;

    /// <summary>Rounds a count of floats up to whole cache lines.</summary>
    public static int RoundUp(int length) => checked((length + Line - 1) / Line * Line);

    /// <summary>The same as one stretch that begins with the first aligned number.</summary>
    public static Memory<float> Of(int length)
    {
        if (length == 0) return default;
        var (array, start) = Allocate(length);
        return array.AsMemory(start, length);
    }

    /// <summary>Zeroed memory for <paramref name="length"/> floats; the first aligned one is at <c>Start</c>.</summary>
    public static (float[] Array, int Start) Allocate(int length)
    {
        float[] array = GC.AllocateArray<float>(checked(length + Line - 1), pinned: true);
        nint address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        int start = (int)((Line * sizeof(float) - address % (Line * sizeof(float))) % (Line * sizeof(float))) / sizeof(float);
        return (array, start);
    }
}
