namespace Glia.Programs.Reading;

/// <summary>Something in a program that Glia cannot read: what, in half a sentence.</summary>
internal sealed class NotUnderstood(string what) : Exception(what)
{
    /// <summary>
    /// Whether it is the form that is not understood, so that a look at single numbers may tell; what was understood and has no counterpart
    /// stays refused.
    /// </summary>
    public bool IsOfForm { get; init; }

    /// <summary>That what Glia computes from what it understood is not what the program computed.</summary>
    public static NotUnderstood Outputs() =>
        new("its forward pass: the outputs that follow from what was understood are not the program's");
}
