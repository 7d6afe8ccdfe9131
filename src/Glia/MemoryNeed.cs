namespace Glia;

/// <summary>Refuses what cannot fit before any memory is taken, in a sentence that says how much is needed and how much there is.</summary>
internal static class MemoryNeed
{
    /// <summary>Makes sure that so many floats fit into memory, and into the arrays of .NET.</summary>
    /// <param name="floats">How many.</param>
    /// <param name="what">What they are for: <c>the activations of a batch</c>.</param>
    /// <param name="instead">What to use instead: <c>a smaller batch</c>.</param>
    /// <exception cref="GliaException">They do not fit.</exception>
    public static void Require(long floats, string what, string instead)
    {
        // The limit of the container where there is one, else the machine's memory.
        long bytes = floats * sizeof(float), there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (floats < 0 || floats > long.MaxValue / sizeof(float) || bytes > there)
            throw new GliaException($"Memory is too small for {what}: they need {Spoken(floats)} and there are " +
                $"{Spoken(there / sizeof(float))}; use {instead}.");
    }

    /// <summary>Makes sure that so many floats fit into one array.</summary>
    /// <exception cref="GliaException">They do not fit.</exception>
    public static void RequireOneArray(long floats, string what, string instead)
    {
        // AlignedMemory takes up to a cache line more.
        long most = Array.MaxLength - 2 * AlignedMemory.Line;
        if (floats > most)
            throw new GliaException($"{what} are {floats:N0} numbers ({Spoken(floats)}), more than the {most:N0} of one array; " +
                $"use {instead}.");
    }

    private static string Spoken(long floats) => $"{(double)floats * sizeof(float) / (1L << 30):#,0.0} GiB";
}
