using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

/// <summary>What a rule says of the facts.</summary>
/// <param name="Fault">What was looked for.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Measured">What was measured, or why it was not.</param>
internal readonly record struct Judgement(Fault Fault, Outcome Outcome, string Measured)
{
    /// <summary>It was looked for and is absent.</summary>
    public static Judgement Fine(Fault fault, string measured) => new(fault, Outcome.Fine, measured);

    /// <summary>The facts do not decide it, and it matters.</summary>
    public static Judgement Undecided(Fault fault, string why) => new(fault, Outcome.Undecided, why);

    /// <summary>What it needs is not there.</summary>
    public static Judgement Skipped(Fault fault, string why) => new(fault, Outcome.Skipped, why);

    /// <summary>It is there.</summary>
    public static Judgement Found(Finding finding) => new(finding.Fault, Outcome.Found, finding.Evidence) { Finding = finding };

    /// <summary>What was found; null otherwise.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Whether the finding waits for twins to show harm.</summary>
    public bool Suspicion { get; init; }
}
