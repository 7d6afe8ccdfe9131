namespace Glia.Programs.Tapes;

/// <summary>A stretch in which everything was recorded.</summary>
/// <param name="Kind">
/// Why: <c>first</c>, <c>late</c>, <c>place</c> (a line never seen before) or <c>evaluation</c>; <c>units</c> is the first once more, put
/// together of single units.
/// </param>
/// <param name="From">The first operation.</param>
/// <param name="To">The first operation that is no longer part of it.</param>
/// <param name="Anchors">How often the program had come by its first product before.</param>
internal sealed record TapeWindow(string Kind, int From, int To, int Anchors);
