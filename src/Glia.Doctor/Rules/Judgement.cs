using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>What a rule says of the facts.</summary>
/// <param name="Fault">What was looked for.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Measured">What was measured, or why it was not.</param>
internal readonly record struct Judgement(Fault Fault, Outcome Outcome, string Measured)
{
    /// <summary>What was found; null otherwise.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Whether the finding waits for twins to show harm.</summary>
    public bool Suspicion { get; init; }
}
