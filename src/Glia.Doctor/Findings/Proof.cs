namespace Glia.Doctor.Findings;

/// <summary>Two short runs that differ in nothing but the prescription.</summary>
/// <param name="Change">What was changed in the copy: <c>learning rate 1e-06 to 0.01</c>.</param>
/// <param name="Metric">What the curves show: <c>training loss</c>, <c>accuracy</c>.</param>
/// <param name="Before">The curve as it was.</param>
/// <param name="After">The curve with the change.</param>
/// <param name="Proven">Whether the change alone made the difference claimed.</param>
public sealed record Proof(string Change, string Metric, IReadOnlyList<double> Before, IReadOnlyList<double> After, bool Proven);
