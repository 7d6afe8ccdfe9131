using Glia.Doctor.Reference;

namespace Glia.Programs.Reading;

/// <summary>An evaluation of the program: rows, and what it took for its answers to them.</summary>
internal sealed record RecordedAnswers
{
    /// <summary>The evaluated inputs, a row a sample.</summary>
    public required Matrix X { get; init; }

    /// <summary>The right answers, where they were met.</summary>
    public Matrix? Y { get; init; }

    /// <summary>The outputs, where a whole forward pass was made.</summary>
    public Matrix? Outputs { get; init; }

    /// <summary>The classes that the program took for its answers.</summary>
    public Matrix? Predictions { get; init; }

    /// <summary>The figure that was made of the comparison with the right answers.</summary>
    public double? Reported { get; init; }

    /// <summary>Where the arrays lay that the inputs are parts of.</summary>
    public IReadOnlyCollection<Tapes.Stretch> TakenFrom { get; init; } = [];

    /// <summary>Where the answers come from.</summary>
    public Tapes.Statement? At { get; init; }
}
