using Glia.Doctor.Traces;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>What the last layer gives and what it is compared with.</summary>
/// <param name="Outputs">The value that holds the outputs.</param>
/// <param name="Activation">The function that made them.</param>
/// <param name="Slope">Its slope below zero, if it has one.</param>
/// <param name="Targets">The value that holds the targets; -1 if none was met.</param>
/// <param name="Meeting">The operation in which both meet; null if none does.</param>
internal sealed record Answers(int Outputs, string Activation, double? Slope, int Targets, Operation? Meeting)
{
    /// <summary>The class of the one row where the program writes it as an index: <c>p[0, y] -= 1</c>; null where it does not.</summary>
    public int? Class { get; init; }

    /// <summary>What stands where the function should be, if something does.</summary>
    public OutputForm Form { get; init; }

    /// <summary>Of how many times the pre-activations the function is.</summary>
    public double Steepness { get; init; } = 1;
}
