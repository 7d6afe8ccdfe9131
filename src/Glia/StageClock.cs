namespace Glia;

/// <summary>The time that each stage of a workspace took, added up until it is cleared.</summary>
/// <param name="stages">How many stages there are.</param>
internal sealed class StageClock(int stages)
{
    /// <summary>Ticks of the forward passes.</summary>
    public long[] Forward { get; } = new long[stages];

    /// <summary>Ticks of the backward passes.</summary>
    public long[] Backward { get; } = new long[stages];

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(Forward);
        Array.Clear(Backward);
    }
}
