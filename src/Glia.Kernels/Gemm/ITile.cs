namespace Glia.Kernels;

/// <summary>The size of a micro-tile as a type, so that the JIT compiles each as if it were written out by hand.</summary>
internal interface ITile
{
    static abstract int Rows { get; }

    static abstract int Vectors { get; }

    /// <summary>Whether A holds listed k only, the others being zero in every row.</summary>
    static virtual bool Listed => false;

    /// <summary>Whether B lies in place and is copied into a panel on the way, for the strips that follow.</summary>
    static virtual bool Packs => false;

    /// <summary>Whether the rows of A lie anywhere and k runs in segments, as in a convolution.</summary>
    static virtual bool Scattered => false;
}

/// <summary>Some rows by two vectors.</summary>
internal readonly struct Wide<TRows> : ITile
    where TRows : struct, IRows
{
    public static int Rows => TRows.Count;

    public static int Vectors => 2;
}

/// <summary>Some rows by one vector: the last columns, where at most one vector is left.</summary>
internal readonly struct Narrow<TRows> : ITile
    where TRows : struct, IRows
{
    public static int Rows => TRows.Count;

    public static int Vectors => 1;
}

/// <summary>A tile that visits listed k only.</summary>
internal readonly struct Listed<TTile> : ITile
    where TTile : struct, ITile
{
    public static int Rows => TTile.Rows;

    public static int Vectors => TTile.Vectors;

    static bool ITile.Listed => true;
}

/// <summary>
/// A tile that packs the panel while it multiplies: its loads of B are needed anyway,
/// and the stores cost next to nothing beside the multiply-adds.
/// </summary>
internal readonly struct Packing<TTile> : ITile
    where TTile : struct, ITile
{
    public static int Rows => TTile.Rows;

    public static int Vectors => TTile.Vectors;

    static bool ITile.Packs => true;
}

/// <summary>A tile whose rows of A lie anywhere and whose k run in segments.</summary>
internal readonly struct Scattered<TTile> : ITile
    where TTile : struct, ITile
{
    public static int Rows => TTile.Rows;

    public static int Vectors => TTile.Vectors;

    static bool ITile.Packs => TTile.Packs;

    static bool ITile.Scattered => true;
}

/// <summary>A number of rows as a type.</summary>
internal interface IRows
{
    static abstract int Count { get; }
}

internal readonly struct Rows1 : IRows
{
    public static int Count => 1;
}

internal readonly struct Rows2 : IRows
{
    public static int Count => 2;
}

internal readonly struct Rows3 : IRows
{
    public static int Count => 3;
}

internal readonly struct Rows4 : IRows
{
    public static int Count => 4;
}

internal readonly struct Rows5 : IRows
{
    public static int Count => 5;
}

internal readonly struct Rows6 : IRows
{
    public static int Count => 6;
}
