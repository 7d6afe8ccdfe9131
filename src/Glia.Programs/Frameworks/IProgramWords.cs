using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Programs.Frameworks;

/// <summary>Says in a program's own words, and at its lines, what an experiment says in Keras'.</summary>
internal interface IProgramWords
{
    /// <summary>What differs between two variants, by setting; null where the program has no words for it.</summary>
    IReadOnlyList<ProgramChange>? Changes(Variant before, Variant after);

    /// <summary>Where a finding points in the program; null if nobody knows.</summary>
    Source? SourceOf(Finding finding);

    /// <summary>A sentence of a finding, told in the library's own words.</summary>
    string Say(string sentence);
}

/// <summary>A change in the program's words.</summary>
/// <param name="Setting">What is changed: <c>lr</c>.</param>
/// <param name="Text">The whole: <c>line 12: lr=1e-06 -> 0.001</c>.</param>
/// <param name="At">Where.</param>
internal sealed record ProgramChange(string Setting, string Text, Source At);
