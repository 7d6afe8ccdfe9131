namespace Glia.Programs.Reading;

/// <summary>Something in a program that Glia cannot read: what, in half a sentence.</summary>
internal sealed class NotUnderstood(string what) : Exception(what);
