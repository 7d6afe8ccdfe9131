namespace Glia;

/// <summary>What comes out of one layer of a network and may go into others: where a <see cref="Wiring"/> has put it.</summary>
public readonly record struct Wire
{
    /// <summary>The place of what goes into the network.</summary>
    internal const int OfInput = -1;

    internal Wire(int stage) => Stage = stage;

    /// <summary>The stage that gives it.</summary>
    internal int Stage { get; }
}
