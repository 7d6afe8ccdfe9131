using System.Numerics;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.HandWritten;

/// <summary>
/// Examines a network somebody wrote by hand: drives it through a few steps and evaluations, records a trace, recomputes everything in
/// double precision, and tries what only a living network can be asked: the same batch twice, another order, labels that must give 1 or 0.
/// </summary>
internal static class HandWrittenDoctor
{
    private const int EvaluatedRows = 200;

    /// <summary>Examines a network. It is trained by three steps on the way.</summary>
    /// <param name="network">The network as it stands, trained or not.</param>
    /// <param name="x">Training rows.</param>
    /// <param name="y">Their targets, as the network's training gets them.</param>
    /// <param name="evaluationX">Rows that were not trained on.</param>
    /// <param name="evaluationY">Their targets.</param>
    /// <param name="subject">What the report calls it.</param>
    /// <param name="accuracyHistory">The accuracies it reported so far.</param>
    /// <exception cref="GliaException">The arrays do not fit each other, or the network throws or answers what cannot be used; one sentence
    /// that names the member.</exception>
    public static Diagnosis Examine<T>(IHandWrittenNetwork<T> network, T[][] x, T[][] y, T[][] evaluationX, T[][] evaluationY,
        string subject = "hand-written network", IReadOnlyList<double>? accuracyHistory = null)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (x.Length == 0 || x.Length != y.Length || evaluationX.Length == 0 || evaluationX.Length != evaluationY.Length)
            throw new GliaException($"There are {x.Length} training rows with {y.Length} targets and {evaluationX.Length} " +
                $"evaluation rows with {evaluationY.Length}; give every row its target, and at least one row of each.");
        network = new CheckedNetwork<T>(network, x[0].Length);
        var examination = new Examination(subject);
        var step = new StepProbe<T>(network, examination);
        int[] batch = step.Choose(x, y);
        T[][] bx = [.. batch.Select(row => x[row])], by = [.. batch.Select(row => y[row])];
        step.Accumulation(bx, by);
        step.Rows(bx);
        int count = Math.Min(EvaluatedRows, evaluationX.Length);
        var evaluation = new EvaluationProbe<T>(network, examination, evaluationX[..count], evaluationY[..count]);
        // The evaluation comes right after the step, so that what it may have left over from it can be recognised.
        var recorded = step.Record(bx, by);
        var trace = new Trace
        {
            Subject = subject,
            X = HandWrittenLayer.Rows(bx),
            Y = HandWrittenLayer.Rows(by),
            Layers = recorded.Layers,
            Activations = [.. recorded.Layers.Select((_, layer) =>
                layer == recorded.Layers.Count - 1 ? network.OutputActivation : network.HiddenActivation)],
            Loss = network.LossName,
            Outputs = recorded.Outputs,
            LossValue = recorded.Loss,
            LearningRate = network.LearningRate,
            Evaluation = evaluation.Record(),
            AccuracyHistory = accuracyHistory,
        };
        if (LossNames.Canonical(trace.Loss) is null)
            throw new GliaException($"The loss '{trace.Loss}' is not known; write one of {LossNames.Known}.");
        TraceDoctor.Examine(trace, examination);
        evaluation.Ask(examination);
        return examination.Conclude();
    }
}
