namespace Glia.Kernels;

/// <summary>Up to six rows of A for one block of k, where they lie and how they are read.</summary>
internal readonly unsafe struct StripOfA(float* first, nint row, nint step, int* steps, int count)
{
    internal float* First => first;

    /// <summary>From one row to the next.</summary>
    internal nint Row => row;

    /// <summary>From one k to the next.</summary>
    internal nint Step => step;

    /// <summary>The k that are not zero in every row, or null where all are to be visited.</summary>
    internal int* Steps => steps;

    /// <summary>How many k are visited.</summary>
    internal int Count => count;
}
