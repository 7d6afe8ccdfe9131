namespace Glia.Data;

/// <summary>What becomes of the targets of a file.</summary>
public enum TargetEncoding
{
    /// <summary>They stay exactly as they are; text is refused.</summary>
    None,

    /// <summary>Text becomes class numbers 0 to K-1 in sorted order; numbers stay as they are, even where they begin at 1.</summary>
    Index,

    /// <summary>
    /// Classes become 0/1 rows, as wide as the largest class + 1 (Keras' <c>to_categorical</c>); rows of several numbers stay.
    /// </summary>
    OneHot,
}
