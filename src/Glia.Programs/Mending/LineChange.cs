using System.Text.Json.Serialization;

namespace Glia.Programs.Mending;

/// <summary>A line of a program as it stands and as it should be.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">The text in its place.</param>
internal sealed record LineChange(
    [property: JsonPropertyName("line")] int Line,
    [property: JsonPropertyName("before")] string Before,
    [property: JsonPropertyName("after")] string After)
{
    /// <summary>In words: <c>line 67: lr = 10 -> lr = 0.1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"line {Line}: {Before} -> {After}");
}
