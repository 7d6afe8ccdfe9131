namespace Glia;

/// <summary>What a layer does with a mask: with the knowledge which steps of a sequence only fill it up.</summary>
public enum MaskUse
{
    /// <summary>It knows of none and gives none on, as a convolution.</summary>
    Drops,

    /// <summary>
    /// It gives the mask of its input on, whether it looks at <see cref="Pass.Mask"/> itself or treats every step alike.
    /// </summary>
    Passes,

    /// <summary>
    /// It makes one: 1 for each step that counts, 0 for each that does not, in the first <c>rows * steps</c> numbers of
    /// <see cref="Pass.Saved"/>.
    /// </summary>
    Makes,
}
