namespace Glia.Kernels;

/// <summary>
/// Up to six rows of A for one block of k, where they lie and how they are read. A convolution sets what changes from tile to tile.
/// </summary>
internal unsafe struct StripOfA
{
    internal float* First { get; set; }

    /// <summary>From one row to the next, where they are as far from each other.</summary>
    internal nint Row { get; set; }

    /// <summary>From one k to the next.</summary>
    internal nint Step { get; set; }

    /// <summary>How many k are visited; of rows that lie scattered, how many in each segment.</summary>
    internal int Count { get; set; }

    /// <summary>The k that are not zero in every row, or null where all are to be visited.</summary>
    internal int* Steps { get; set; }

    /// <summary>Where each of six rows begins, counted from the first, or null where all are as far from each other.</summary>
    internal nint* Rows { get; set; }

    /// <summary>How often <see cref="Count"/> k are visited.</summary>
    internal int Segments { get; set; }

    /// <summary>From the end of one segment to the start of the next.</summary>
    internal nint Skip { get; set; }

    /// <summary>Where each of six rows of C begins, counted from the first, if the rows of A lie scattered.</summary>
    internal nint* ResultRows { get; set; }

    /// <summary>From the end of one segment to the start of the next in B.</summary>
    internal nint SkipOfB { get; set; }

    /// <summary>Rows that are read where they lie.</summary>
    internal static StripOfA InPlace(float* first, nint row, nint step, int count) =>
        new() { First = first, Row = row, Step = step, Count = count };

    /// <summary>Rows that lie packed; all k, or the listed ones only.</summary>
    internal static StripOfA Packed(float* first, int count, int* steps = null) =>
        new() { First = first, Row = 1, Step = PackedRows.Step, Count = count, Steps = steps };

    /// <summary>The same rows with results elsewhere.</summary>
    internal readonly StripOfA Into(nint* resultRows) => this with { ResultRows = resultRows };
}
