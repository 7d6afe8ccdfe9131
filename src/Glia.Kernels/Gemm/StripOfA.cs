namespace Glia.Kernels;

/// <summary>Up to six rows of A for one block of k, where they lie and how they are read.</summary>
internal readonly unsafe struct StripOfA
{
    internal float* First { get; private init; }

    /// <summary>From one row to the next, where they are as far from each other.</summary>
    internal nint Row { get; private init; }

    /// <summary>From one k to the next.</summary>
    internal nint Step { get; private init; }

    /// <summary>How many k are visited; of rows that lie scattered, how many in each segment.</summary>
    internal int Count { get; private init; }

    /// <summary>The k that are not zero in every row, or null where all are to be visited.</summary>
    internal int* Steps { get; private init; }

    /// <summary>Where each of six rows begins, counted from the first, or null where all are as far from each other.</summary>
    internal nint* Rows { get; private init; }

    /// <summary>How often <see cref="Count"/> k are visited.</summary>
    internal int Segments { get; private init; }

    /// <summary>From the end of one segment to the start of the next.</summary>
    internal nint Skip { get; private init; }

    /// <summary>Rows that are read where they lie.</summary>
    internal static StripOfA InPlace(float* first, nint row, nint step, int count) =>
        new() { First = first, Row = row, Step = step, Count = count };

    /// <summary>Rows that lie packed; all k, or the listed ones only.</summary>
    internal static StripOfA Packed(float* first, int count, int* steps = null) =>
        new() { First = first, Row = 1, Step = PackedRows.Step, Count = count, Steps = steps };

    /// <summary>Rows that may lie anywhere, of which k visits some segments.</summary>
    internal static StripOfA Scattered(float* first, nint* rows, nint step, int count, int segments, nint skip) =>
        new() { First = first, Rows = rows, Step = step, Count = count, Segments = segments, Skip = skip };
}
