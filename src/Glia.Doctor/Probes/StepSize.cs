using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Kernels;
using Glia.Losses;
using Glia.Optimizers;

namespace Glia.Doctor.Probes;

/// <summary>
/// What makes steps too long or too short for reasons that can be named before training: a loss summed over the batch (F47), targets in the
/// thousands (F06), a penalty that outweighs the data (F52), a clip far below the gradient (F69), an epsilon far above it (F68).
/// </summary>
internal sealed class StepSize : Probe
{
    private const double Outweighs = 2;

    /// <summary>Targets in the tens are learned, a little more slowly; what keeps a network from learning them is something else.</summary>
    internal const double LargeTarget = 100;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Gradients;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { FirstPass: { } pass, Train: { } train, Targets: { } targets }) return;
        ExperimentSubject subject = examination.Subject;
        Penalty(examination, pass);
        Clip(examination, pass, subject.Optimizer);
        Summed(examination, train);
        if (targets.Kind == TargetKind.Values && subject.Loss.Takes == LossInput.Values) LargeTargets(examination, train);
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

    private static void Clip(ExperimentExamination examination, FirstPass pass, Optimizer optimizer)
    {
        double gradient = Math.Sqrt(Reduce.SumOfSquares(pass.Gradients.All)), weights = Math.Sqrt(Reduce.SumOfSquares(pass.Network.Weights.All));
        double size = Math.Sqrt(Math.Max(1, pass.Gradients.All.Length));
        double? limit = optimizer.GlobalClipNorm ?? optimizer.ClipNorm ?? (double?)optimizer.ClipValue * size;
        // Optimizers that divide by the size of the gradient undo a clip.
        bool undone = optimizer.IgnoresGradientScale;
        if (limit is { } clip && !undone && clip < 0.1 * gradient && optimizer.LearningRate * clip < 1e-4 * weights)
            examination.Suspect(Faults.ClipTooLow.Warning(Grade.Likely, new Where(Phase: Phases.Update),
                $"The gradient is {gradient:0.###} long and clipped to {clip:G3}: a step changes the weights by {optimizer.LearningRate * clip / weights:0.#e0} of their size.", null, ("gradient", gradient), ("clip", clip)));
        else
            examination.Fine(Faults.ClipTooLow, limit is null ? "Gradients are not clipped." : $"The gradient is {gradient:0.###} long, the clip {limit:0.###}.");
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

    private static void LargeTargets(ExperimentExamination examination, Part train)
    {
        ExperimentSubject subject = examination.Subject;
        ReadOnlySpan<float> y = train.Data.Targets.Values;
        double mean = Reduce.Sum(y) / y.Length, deviation = Math.Sqrt(Math.Max(0, Reduce.SumOfSquares(y) / y.Length - mean * mean));
        double size = Math.Sqrt(mean * mean + deviation * deviation);
        string evidence = $"The targets have mean {mean:0.###} and deviation {deviation:0.###}";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("mean", mean), ("deviation", deviation)];
        if (size < 10)
        {
            examination.Fine(Faults.TargetsNotScaled, $"{evidence}.");
            return;
        }
        var scaled = new Targets(Columns.Standardised(y.ToArray(), train.Data.Rows, train.Data.Targets.Width, scale: true), train.Data.Targets.Width);
        FirstPass asIs = FirstPass.Of(subject, train.Sample)!, standard = FirstPass.Of(subject, train.Sample, targets: scaled)!;
        int batch = Math.Min(subject.Options.BatchSize, train.Data.Rows);
        long updates = (long)(subject.Options.StepsPerEpoch ?? (train.Data.Rows + batch - 1) / batch) * subject.Options.Epochs;
        // How far the answers move in a step, and how far they have to go; relu layers in a row speed up as they grow, hence the generous factor.
        double needed = Math.Abs(mean - asIs.Start.Mean) + deviation;
        if (FirstSteps.Harm(asIs, subject) is { } harm && FirstSteps.Harm(standard, subject) is null)
        {
            examination.Report(Faults.TargetsNotScaled.Error(Grade.Strong, where, $"{evidence}. {harm}; with standardised targets they do not.", null, numbers));
            return;
        }
        if (size < LargeTarget)
        {
            examination.Fine(Faults.TargetsNotScaled, $"{evidence}, and the first steps are none too long.");
            return;
        }
        var after = FirstPass.Of(subject, train.Sample)!.Step(subject.Optimizer, 20);
        double steps = 20 * needed / Math.Max(1e-12, Math.Abs(after.Mean - asIs.Start.Mean));
        if (updates > 0 && steps > 30.0 * updates && deviation > 10)
            examination.Report(Faults.TargetsNotScaled.Error(Grade.Strong, where, $"{evidence}, and 20 steps move the answers by {Math.Abs(after.Mean - asIs.Start.Mean):0.###}: at that pace they need {steps:N0} steps, and the run has {updates:N0}.", null, [.. numbers, ("steps_needed", steps)]));
        else if (updates > 0 && steps > updates && deviation > 10)
            examination.Suspect(Faults.TargetsNotScaled.Warning(Grade.Likely, where, $"{evidence}, and 20 steps move the answers by {Math.Abs(after.Mean - asIs.Start.Mean):0.###}.", null, [.. numbers, ("steps_needed", steps)]));
        else
            examination.Suspect(Faults.TargetsNotScaled.Note(Grade.Weak, where, $"{evidence}.", null, numbers));
    }
}
