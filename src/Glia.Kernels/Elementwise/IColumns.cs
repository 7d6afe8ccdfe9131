using System.Numerics;
using System.Runtime.CompilerServices;

namespace Glia.Kernels;

/// <summary>
/// Neighbouring columns that a vector takes: a whole vector of them, or the last few. A type, so that a loop over the rows asks nothing;
/// a question in it, whose one answer calls a method, has the sums live in memory and costs a factor of three.
/// </summary>
internal unsafe interface IColumns
{
    /// <summary>Reads the columns; the lanes that have none are zero.</summary>
    static abstract Vector<float> Load(float* from, int columns);

    /// <summary>Writes the columns.</summary>
    static abstract void Store(Vector<float> value, float* to, int columns);
}

/// <summary>As many columns as a vector has lanes, or more, of which it takes the first.</summary>
internal readonly unsafe struct WholeVector : IColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(float* from, int columns) => Vector.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, float* to, int columns) => value.Store(to);
}

/// <summary>Fewer columns than a vector has lanes.</summary>
internal readonly unsafe struct PartOfVector : IColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(float* from, int columns) => Lanes.LoadFirst(from, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, float* to, int columns) => Lanes.StoreFirst(value, to, columns);
}
