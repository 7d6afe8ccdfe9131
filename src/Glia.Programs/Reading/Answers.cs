namespace Glia.Programs.Reading;

/// <summary>What the last layer gives and what it is compared with.</summary>
/// <param name="Outputs">The value that holds the outputs.</param>
/// <param name="Activation">The function that made them.</param>
/// <param name="Slope">Its slope below zero, if it has one.</param>
/// <param name="Targets">The value that holds the targets; -1 if none was met.</param>
internal sealed record Answers(int Outputs, string Activation, double? Slope, int Targets);
