namespace Glia.Doctor.Findings;

/// <summary>One thing that was looked at, with what was measured, so that silence can be told from blindness.</summary>
/// <param name="Code">The fault it looked for.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Measured">What was measured, or why it was not.</param>
public sealed record Check(string Code, Outcome Outcome, string Measured);
