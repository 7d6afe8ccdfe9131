namespace Glia.Programs.Tapes;

/// <summary>Where a program counts its steps, and the loops around that as they stood when they were last looked at.</summary>
/// <param name="Place">The chain of lines at which the first product of a step is made; -1 if it was never told from others.</param>
/// <param name="After">How often the program had come by it then.</param>
/// <param name="Loops">The loops, outermost first.</param>
internal sealed record TrainingLoops(int Place, int After, IReadOnlyList<TrainingLoop> Loops);

/// <summary>A loop of the program.</summary>
/// <param name="File">The file.</param>
/// <param name="First">Its first line.</param>
/// <param name="Last">Its last line.</param>
/// <param name="Count">How often it is meant to go round; null if unknown.</param>
/// <param name="Gone">How often it had gone round; null if unknown.</param>
/// <param name="MayEndBefore">Whether something in it may end it before.</param>
internal sealed record TrainingLoop(string File, int First, int Last, long? Count, long? Gone, bool MayEndBefore)
{
    /// <summary>Whether any line of a chain lies within the loop.</summary>
    public bool Holds(IEnumerable<Statement> chain) => chain.Any(at => at.File == File && at.Line > First && at.Line <= Last);
}
