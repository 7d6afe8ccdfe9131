namespace Glia.Doctor.Findings;

/// <summary>How sure a finding is; the surest first. What a grade is worth is measured: <see cref="Finding.Confidence"/>.</summary>
public enum Grade
{
    /// <summary>Follows from definitions or from a recomputation to the last digit.</summary>
    Certain,

    /// <summary>Several independent figures say so, or twins do.</summary>
    Strong,

    /// <summary>More likely than any other cause.</summary>
    Likely,

    /// <summary>Worth a look.</summary>
    Weak,
}
