namespace Glia.Doctor.Findings;

/// <summary>The one word of a diagnosis.</summary>
public enum Verdict
{
    /// <summary>Something was examined, and nothing in it does harm.</summary>
    Healthy,

    /// <summary>At least one finding is an error.</summary>
    Sick,

    /// <summary>No error was found, but a question that matters could not be decided.</summary>
    Unsure,
}
