namespace Glia;

/// <summary>
/// Something the user gave cannot be used. The message is one sentence that says what is wrong, where, and what to do;
/// the command line prints it as it is.
/// </summary>
public sealed class GliaException : Exception
{
    /// <summary>An error with its sentence.</summary>
    /// <param name="message">One sentence for people: what is wrong, where, and what to do.</param>
    public GliaException(string message) : base(message) { }

    /// <summary>An error with its sentence and what caused it.</summary>
    /// <param name="message">One sentence for people: what is wrong, where, and what to do.</param>
    /// <param name="cause">What was thrown first.</param>
    public GliaException(string message, Exception cause) : base(message, cause) { }

    /// <summary>Whether what was given are data with more samples than targets, or fewer.</summary>
    public bool UnequalRows { get; internal init; }

    /// <summary>The error about data with another number of samples than of targets.</summary>
    internal static GliaException OfUnequalRows(int samples, int targets) =>
        new($"The data have {samples} samples but {targets} targets; each sample needs one target.") { UnequalRows = true };
}
