using Glia.Files;

namespace Glia.Programs.Tapes;

/// <summary>An array as it was at one moment.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Pointer">Where it lay.</param>
/// <param name="Strides">How it lay in memory.</param>
/// <param name="Contents">Its numbers; null where there was no memory left for them.</param>
/// <param name="Born">The number of the chain of lines that made the array, long before perhaps; -1 if nobody knows.</param>
internal sealed record TapeValue(int[] Shape, long Pointer, int[] Strides, NdArray? Contents, int Born)
{
    /// <summary>How many numbers it holds.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Whether it has rows and columns.</summary>
    public bool IsMatrix => Shape.Length == 2;
}
