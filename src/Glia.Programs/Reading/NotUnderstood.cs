namespace Glia.Programs.Reading;

/// <summary>Something in a program that Glia cannot read: what, in half a sentence.</summary>
internal sealed class NotUnderstood(string what) : Exception(what)
{
    /// <summary>That what Glia computes from what it understood is not what the program computed.</summary>
    public static NotUnderstood Outputs() =>
        new("its forward pass: the outputs that follow from what was understood are not the program's");
}
