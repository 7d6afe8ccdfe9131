using Glia.Doctor.Reference;

namespace Glia.Programs.Tapes;

/// <summary>What a program of single numbers went on to do once a step of it was known.</summary>
/// <param name="Steps">How often it changed its weights.</param>
/// <param name="First">The steps of the first training, where it began anew with other weights; null where it did not.</param>
/// <param name="Passed">How many rows it answered without changing them afterwards.</param>
/// <param name="X">The different rows that it was trained on, the first ones; none where a step takes several.</param>
/// <param name="Y">Their targets.</param>
/// <param name="Outputs">The last answers before a change.</param>
/// <param name="Targets">What was wanted in their place.</param>
internal sealed record Followed(long Steps, long? First, long Passed, Matrix X, Matrix Y, Matrix Outputs, Matrix Targets)
{
    // Where only some rows are followed by a change, wrong ones mostly, those say little of all.
    private const double MostPassed = 0.1;

    /// <summary>Whether its rows are those that the program learns from.</summary>
    public bool IsWhole => Steps > 1 && Passed <= MostPassed * (Steps + Passed);
}
