using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>How many updates a program makes: counted where it came to its end, else at least so many as are certain.</summary>
internal static class StepCount
{
    /// <summary>How often the program came by its first product in all, or is certain to come by it if nobody stops it.</summary>
    /// <param name="tape">What was recorded.</param>
    /// <param name="updated">The lines at which the weights are changed.</param>
    /// <param name="born">The lines at which they were made; none if unknown.</param>
    public static long AtLeast(Tape tape, IReadOnlyList<Statement> updated, IReadOnlyList<Statement> born)
    {
        long most = tape.Anchors;
        foreach (TrainingLoop loop in tape.Training.Loops)
        {
            // Whoever makes weights anew in a loop trains several networks, and what is in no loop with the update is no step.
            bool isOfSteps = loop.Holds(updated) && !loop.Holds(born);
            if (isOfSteps && loop is { Count: { } count, Gone: { } done, MayEndBefore: false })
                most = Math.Max(most, count * tape.Training.After / (done + 1));
            // Of the loops within only the round that is running now was seen.
            if (loop.Gone is not 0) break;
        }
        return most;
    }
}
