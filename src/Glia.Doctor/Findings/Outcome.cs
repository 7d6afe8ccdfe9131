namespace Glia.Doctor.Findings;

/// <summary>How a check ended.</summary>
public enum Outcome
{
    /// <summary>Checked and found in order.</summary>
    Fine,

    /// <summary>Checked, and there is a finding about it.</summary>
    Found,

    /// <summary>What is there does not decide the question, and the question matters.</summary>
    Undecided,

    /// <summary>What the check needs is not there.</summary>
    Skipped,
}
