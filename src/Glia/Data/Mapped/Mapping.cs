namespace Glia.Data.Mapped;

/// <summary>Which arrays stay in their files.</summary>
internal static class Mapping
{
    /// <summary>
    /// Arrays of so many bytes are mapped, smaller ones read: a copy that fits memory easily cannot be cut under a run's feet. It is what
    /// a window of the shuffle holds, so that all data beyond one window are mapped. Convention; the numbers are the same either way.
    /// </summary>
    public const long From = 256L << 20;
}
