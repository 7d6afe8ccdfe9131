namespace Glia.Doctor.Findings;

/// <summary>How much a finding matters. Sorted worst first.</summary>
public enum Severity
{
    /// <summary>Harm was observed or is certain. Makes the verdict sick.</summary>
    Error,

    /// <summary>Often harmful, not seen to be harmful here.</summary>
    Warning,

    /// <summary>Worth knowing, or a consequence of another finding.</summary>
    Note,
}
