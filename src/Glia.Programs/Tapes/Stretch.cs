namespace Glia.Programs.Tapes;

/// <summary>A stretch of memory, from its first byte to behind its last.</summary>
/// <param name="From">The first byte.</param>
/// <param name="End">Behind the last byte.</param>
internal readonly record struct Stretch(long From, long End)
{
    /// <summary>Whether some bytes belong to both: one array is a part of the other.</summary>
    /// <param name="other">Another stretch.</param>
    public bool Meets(Stretch other) => From < other.End && other.From < End;

    /// <summary>Whether both are as long.</summary>
    /// <param name="other">Another stretch.</param>
    public bool IsAsLong(Stretch other) => End - From == other.End - other.From;
}
