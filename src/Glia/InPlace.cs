namespace Glia;

/// <summary>Whether a layer's output may share the memory of its input.</summary>
public enum InPlace
{
    /// <summary>It needs memory of its own, or its backward pass needs the input.</summary>
    No,

    /// <summary>It may write over its input.</summary>
    Overwrites,

    /// <summary>It changes no number: the output is the input seen in another shape.</summary>
    Alias,
}
