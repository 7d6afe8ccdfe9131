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

    /// <summary>
    /// The memory it lies in: from its first number to its last, whatever lies between them. How wide a number is is not recorded, so the
    /// last one counts as a byte.
    /// </summary>
    public Stretch Memory
    {
        get
        {
            long before = 0, behind = 1;
            for (int i = 0; i < Shape.Length && i < Strides.Length; i++)
            {
                long reach = (Shape[i] - 1L) * Strides[i];
                if (reach < 0) before += reach;
                else behind += reach;
            }
            return new Stretch(Pointer + before, Pointer + behind);
        }
    }

    /// <summary>Whether it has rows and columns.</summary>
    public bool IsMatrix => Shape.Length == 2;
}
