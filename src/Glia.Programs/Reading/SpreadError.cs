using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>Outputs [n, 1] and targets [n], whose difference is a table of every output with every target: GLIA051.</summary>
/// <param name="At">The line that subtracts them.</param>
/// <param name="Outputs">The shape of the outputs.</param>
/// <param name="Targets">The shape of the targets.</param>
internal sealed record SpreadError(Statement? At, int[] Outputs, int[] Targets)
{
    /// <summary>The fault, if it is in a step.</summary>
    /// <param name="graph">The window.</param>
    /// <param name="answers">Where outputs and targets meet.</param>
    public static SpreadError? Of(Graph graph, Answers answers)
    {
        if (answers.Meeting is not { Name: "subtract", Result: >= 0 } meeting || answers.Targets < 0) return null;
        TapeValue outputs = graph[answers.Outputs], targets = graph[answers.Targets];
        // One number against all outputs is meant so; a table has as many numbers as both together.
        if (outputs.Length != targets.Length || graph[meeting.Result].Length != (long)outputs.Length * targets.Length
            || outputs.Length < 2) return null;
        return new SpreadError(graph.Tape.StatementOf(meeting), outputs.Shape, targets.Shape);
    }

    /// <summary>What is said of it.</summary>
    public Finding Finding => Faults.BroadcastInLoss.Error(Grade.Certain,
        new Where(Phase: Phases.Loss) { Source = At is null ? null : new Source("subtract", At.File, At.Line) },
        $"The outputs have the shape {Said(Outputs)} and the targets {Said(Targets)}: their difference is a table of every output with " +
        "every target, so all outputs are drawn to the mean of the targets.",
        Outputs.Length > Targets.Length ? "Give the targets a second axis: y.reshape(-1, 1)."
            : "Give the outputs the shape of the targets: outputs.reshape(y.shape).");

    private static string Said(int[] shape) => $"[{string.Join(", ", shape)}]";
}
