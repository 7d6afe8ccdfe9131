using Glia.Doctor.Findings;
using Glia.Kernels;
using Glia.Losses;

namespace Glia.Doctor.Probes;

/// <summary>
/// What makes steps too long or too short for reasons that can be named before training: a loss summed over the batch (F47), a penalty that
/// outweighs the data (F52).
/// </summary>
internal sealed class StepSize : Probe
{
    private const double Outweighs = 2;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Gradients;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { } pass, Train: { } train }) return;
        ExperimentSubject subject = examination.Subject;
        Penalty(examination, pass);
        Summed(examination, train);
    }

    private static void Penalty(ExperimentExamination examination, FirstPass pass)
    {
        double data = 0, penalty = 0, value = 0, most = 0;
        string? heaviest = null;
        foreach (Parameter parameter in pass.Network.Parameters.Where(p => p.IsWeight))
        {
            (double l1, double l2) = (parameter.Regularizer.L1, parameter.Regularizer.L2);
            double weights = Reduce.SumOfSquares(pass.Network.Weights[parameter]),
                magnitudes = Reduce.SumOfMagnitudes(pass.Network.Weights[parameter]);
            double one = l1 * magnitudes + l2 * weights;
            if (one > most) (most, heaviest) = (one, parameter.Layer.Name);
            data += Reduce.SumOfSquares(pass.Gradients[parameter]);
            // The squared norm of l1 sign(w) + 2 l2 w.
            penalty += l1 * l1 * parameter.Shape.Size + 4 * l1 * l2 * magnitudes + 4 * l2 * l2 * weights;
            value += one;
        }
        double scale = examination.Subject.Loss.Reduction == Reduction.Sum ? pass.Rows : 1, ratio = Math.Sqrt(penalty / Math.Max(1e-30, data)) * scale;
        string evidence = $"The gradient of the penalty on the weights is {ratio:0.##} times that of the data at the start; the penalty is {value:0.##} beside a loss of {pass.Start.Loss:0.##}";
        if (ratio < 0.5 * Outweighs || value < pass.Start.Loss)
            examination.Fine(Faults.OverRegularised, $"{evidence}.");
        else if (ratio >= Outweighs && value > 3 * pass.Start.Loss)
            examination.Report(Faults.OverRegularised.Error(Grade.Strong, new Where(heaviest, "kernel", Phases.Loss), $"{evidence}, so shrinking the weights pays more than learning.", null, ("ratio", ratio), ("penalty", value)));
        else
            examination.Suspect(Faults.OverRegularised.Warning(Grade.Likely, new Where(heaviest, "kernel", Phases.Loss), $"{evidence}.", null, ("ratio", ratio), ("penalty", value)));
    }

    private static void Summed(ExperimentExamination examination, Part train)
    {
        ExperimentSubject subject = examination.Subject;
        int batch = Math.Min(subject.Options.BatchSize, train.Data.Rows);
        if (subject.Loss.Reduction != Reduction.Sum || batch == 1)
        {
            examination.Fine(Faults.WrongReduction, subject.Loss.Reduction == Reduction.Sum ? "The batch is one row." : "The loss is the mean over the batch.");
            return;
        }
        var where = new Where(Phase: Phases.Loss);
        string evidence = $"The loss is summed over the {batch:N0} rows of a batch, so a rate of {subject.Optimizer.LearningRate:0.######} acts like {subject.Optimizer.LearningRate * batch:0.###} on their mean.";
        FirstPass summed = FirstPass.Of(subject, train.Sample)!, mean = FirstPass.Of(subject, train.Sample)!;
        if (FirstSteps.Harm(summed, subject, (double)batch / summed.Rows) is { } harm && FirstSteps.Harm(mean, subject, 1.0 / mean.Rows) is null)
            examination.Report(Faults.WrongReduction.Error(Grade.Strong, where, $"{evidence} {harm}; with the mean they do not.", "Use the mean (reduction sum_over_batch_size).", ("batch", batch)));
        else
            examination.Suspect(Faults.WrongReduction.Warning(Grade.Likely, where, evidence, "Use the mean (reduction sum_over_batch_size).", ("batch", batch)));
    }
}
