namespace Glia.Kernels;

/// <summary>Up to six rows of A for one block of k, where they lie and how they are read.</summary>
internal readonly unsafe struct StripOfA
{
    private StripOfA(float* first, nint row, nint step, int count, int* steps)
    {
        First = first;
        Row = row;
        Step = step;
        Count = count;
        Steps = steps;
    }

    internal float* First { get; }

    /// <summary>From one row to the next.</summary>
    internal nint Row { get; }

    /// <summary>From one k to the next.</summary>
    internal nint Step { get; }

    /// <summary>How many k are visited.</summary>
    internal int Count { get; }

    /// <summary>The k that are not zero in every row, or null where all are to be visited.</summary>
    internal int* Steps { get; }

    /// <summary>Rows that are read where they lie.</summary>
    internal static StripOfA InPlace(float* first, nint row, nint step, int count) => new(first, row, step, count, null);

    /// <summary>Rows that lie packed; all k, or the listed ones only.</summary>
    internal static StripOfA Packed(float* first, int count, int* steps = null) => new(first, 1, PackedRows.Step, count, steps);
}
