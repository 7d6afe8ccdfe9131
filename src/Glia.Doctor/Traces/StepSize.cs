using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What the recorded step does to the loss of its own batch: too much, too little, or enough.</summary>
internal static class StepSize
{
    /// <summary>
    /// Steps of this part of the weights lead nowhere: fifty times below the thousandth that is usual. Tuned on the toy runs.
    /// </summary>
    public const double Hopeless = 2e-5;

    // Summed over thousands of rows of raw values, a step can be so many times too long.
    private static readonly double[] s_shorter = [0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

    /// <summary>The stated rate.</summary>
    public static double? Rate(Reading reading) => reading.Trace.LearningRate is > 0 and var rate ? rate : null;

    /// <summary>Whether a gradient that is so many times too large is seen to make the step too long.</summary>
    public static bool IsTooLong(Reading reading, double times)
    {
        if (Steps(reading) is not { } after) return false;
        double Loss(double part) => reading.SummedLoss(Between(reading.Trace.Before, after, part)) / reading.LossRows;
        double start = Loss(0), divided = Loss(1 / times);
        return divided < start && !(Loss(1) <= start) && !Recovery.Follows(reading, after, divided);
    }

    /// <summary>
    /// Whether the step is a small part of the weights although there is much left to learn; also where no step is known.
    /// </summary>
    public static bool IsSlow(Reading reading) => Steps(reading) is not { } after
        || (Ratio(reading.Trace, after) < 2e-3 && IsFarFromDone(reading, reading.SummedLoss(reading.Trace.Before) / reading.LossRows));

    /// <summary>The weights after the step: as recorded, or what plain gradient descent would make of the recorded gradients.</summary>
    public static IReadOnlyList<LayerWeights>? Steps(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.After is { } after) return after;
        // What may be a sum over the rows, however few, may yet be divided on its way to the weights.
        if (trace.Rows > 1 && reading.GradientFactor is { } factor && Math.Abs(factor) > 0.4) return null;
        if (Rate(reading) is not { } rate || trace.Optimizer is not (null or "sgd" or "gd")
            || trace.Layers.Any(layer => layer.WeightsGradient is null))
            return null;
        return [.. trace.Layers.Select(layer => new LayerWeights(
            layer.Weights.Zip(layer.WeightsGradient!, (w, g) => w - rate * g),
            layer.Bias is { } b && layer.BiasGradient is { } d && d.Values.Length == b.Columns
                ? b.Zip(new Matrix(1, b.Columns, d.Values), (w, g) => w - rate * g)
                : layer.Bias))];
    }

    /// <summary>Judges the size of the step. Only a step that goes downhill can be too long or too short.</summary>
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (reading.Loss is null || Steps(reading) is not { } after || examination.Has(Faults.UpdateAdded, Severity.Error)
            || examination.Has(Faults.LossSignFlipped, Severity.Error))
            return;
        double Loss(double times) => reading.SummedLoss(Between(trace.Before, after, times)) / reading.LossRows;
        double before = Loss(0), now = Loss(1);
        if (!double.IsFinite(before)) return;
        double ratio = Ratio(trace, after);
        var where = new Where(null, "learning_rate", Phases.Update);
        (string, double)[] numbers = [("update_ratio", ratio), ("loss_before", before), ("loss_after", now)];
        string change = $"one step takes the loss of its own batch from {Words.Number(before)} to {Words.Number(now)}";
        if (TooShort(reading, after, ratio, before, now, where, change, numbers)) return;
        if (!(now <= before + 1e-9 * Math.Abs(before)))
        {
            double shorter = s_shorter.FirstOrDefault(times => Loss(times) < before);
            if (shorter == 0) return;
            bool much = !(now <= 1.5 * before + 0.05) && ratio > 1e-3;
            string help = $"a step of {Words.Number(shorter)} times the length lowers it to {Words.Number(Loss(shorter))}";
            bool summed = reading.GradientFactor is not null && reading.GradientsAreSummed && Loss(1.0 / trace.Rows) < before;
            if (much && summed && reading.Factor is null)
                examination.Report(Faults.WrongReduction.Error(Grade.Strong, where with { Phase = Phases.Backward },
                    $"the gradients are the sum over {trace.Rows} rows and not their mean, and {change}; {help}", null, numbers));
            else if (much && !Recovery.Follows(reading, after, Loss(shorter)))
                examination.Report(Faults.LearningRateTooHigh.Error(Grade.Strong, where, $"{change}, while {help}",
                    $"Multiply the learning rate by about {Words.Number(shorter)}.", numbers));
            else if (!IsThrown(reading, after, where, before, numbers) && ratio > 1e-3)
                examination.Report(Faults.LearningRateTooHigh.Note(Grade.Weak, where, $"{change}, while {help}", null, numbers));
            return;
        }
        if (IsThrown(reading, after, where, before, numbers)) return;
        examination.Fine(Faults.LearningRateTooHigh, $"{change}; the largest update is {Words.Number(ratio)} of its weights");
    }

    // A step that looks harmless, or lowers the loss, may throw the weights further each time.
    private static bool IsThrown(Reading reading, IReadOnlyList<LayerWeights> after, Where where, double before, (string, double)[] numbers)
    {
        if (Recovery.Thrown(reading, after) is not { } thrown) return false;
        string part = Words.Number(thrown.Part), steps = Words.Count(thrown.Steps, "step");
        reading.Examination.Report(Faults.LearningRateTooHigh.Error(Grade.Strong, where,
            $"repeated on its own batch the step takes the loss from {Words.Number(before)} to {Words.Number(thrown.Loss)} in {steps}, " +
                $"while steps of {part} times the length lower it",
            $"Multiply the learning rate by about {part}.", numbers));
        return true;
    }

    /// <summary>The largest change of a kernel in one step, as a part of its size; null where no step is known.</summary>
    public static double? Largest(Reading reading) => Steps(reading) is { } after ? Ratio(reading.Trace, after) : null;

    private static double Ratio(Trace trace, IReadOnlyList<LayerWeights> after) =>
        trace.Layers.Zip(after, (layer, later) => layer.Weights.Zip(later.Kernel, (w, to) => to - w).Norm / Size(layer.Weights)).Max();

    // The usual size of a step as a share of the weights (cs231n, "Ratio of weights:updates").
    private const double UsualRatio = 1e-3;

    // Weights that start from nothing have the size yet to come, which is that of drawn ones.
    private static double Size(Matrix kernel) => Math.Max(kernel.Norm, 0.1 * Math.Sqrt(kernel.Columns));

    private static bool TooShort(Reading reading, IReadOnlyList<LayerWeights> after, double ratio, double before, double now, Where where,
        string change, (string, double)[] numbers)
    {
        var trace = reading.Trace;
        // The loss of a single row follows even a short step; that of a batch does not.
        double noticeable = trace.Rows == 1 ? 0.05 : trace.Rows < 16 ? 0.01 : 1e-3;
        // Small changes at a usual rate are those of a network that is stuck.
        bool usual = Rate(reading) * Math.Abs(reading.GradientFactor ?? 0) * trace.Rows >= 0.01 && trace.ClipNorm is null;
        if (usual || ratio is not (> 0 and < 1e-4) || !IsFarFromDone(reading, before) || Math.Abs(before - now) > noticeable * before)
            return false;
        // Tried along the right gradient, so that a wrong one does not hide a wrong rate.
        var right = Backward.Gradients(reading);
        double scale = ratio / trace.Layers.Zip(right, (layer, g) => g.Kernel.Norm / Size(layer.Weights)).Max();
        double Loss(double times) => reading.SummedLoss([.. trace.Before.Zip(right, (w, g) => new LayerWeights(
            w.Kernel.Zip(g.Kernel, (value, slope) => value - times * scale * slope),
            w.Bias?.Zip(g.Bias, (value, slope) => value - times * scale * slope)))]) / reading.LossRows;
        double longer = new[] { 1e7, 1e6, 1e5, 1e4, 1e3, 100 }
            .MinBy(times => Loss(times) is var loss && double.IsFinite(loss) ? loss : double.PositiveInfinity);
        double gain = before - Loss(longer);
        // Some losses fall slowly along any line, as at the start of a sigmoid network;
        // a step that is hopelessly short is seen against the best one.
        if (!(gain > 0.05 * before || (ratio < 1e-5 && gain > 0.003 * before && gain > 1000 * (before - now)))) return false;
        string evidence = $"a step changes the weights by at most {Words.Number(ratio)} of their size (about 0.001 is healthy) " +
            $"and {change}; a step along the right gradient {Words.Number(longer)} times as long lowers it to {Words.Number(Loss(longer))}";
        // The largest rate at which a step stays near a thousandth of the weights; further than that one batch says nothing.
        double factor = UsualRatio / ratio;
        string advice = trace.LearningRate is > 0 and var rate
            ? $"Set the learning rate to about {Words.Number(Words.Rounded(rate * factor, 1))}: " +
                "a step then changes the weights by about a thousandth of their size."
            : $"Make the steps about {Words.Number(Words.Rounded(factor, 1))} times as long: " +
                "each then changes the weights by about a thousandth of their size.";
        if (trace.ClipNorm is > 0 and var clip && GradientNorm(reading, right) is var norm && norm > 100 * clip && !Progresses(trace))
        {
            reading.Examination.Report(Faults.ClipTooLow.Error(Grade.Strong, where with { Parameter = "clip_norm" },
                $"the gradient has a norm of {Words.Number(norm)} and is clipped to {Words.Number(clip)}: {evidence}", null,
                [.. numbers, ("norm", norm), ("clip", clip)]));
            return true;
        }
        // Slow learning at a usual rate is a matter of patience; at a rate this small it is not.
        bool tiny = ratio < Hopeless || (longer >= 1e4 && trace.LearningRate <= 1e-5);
        reading.Examination.Report(tiny && !Progresses(trace)
            ? Faults.LearningRateTooLow.Error(Grade.Strong, where, evidence, advice, numbers)
            : Faults.LearningRateTooLow.Warning(Grade.Likely, where, evidence, advice, numbers));
        return true;
    }

    private static double GradientNorm(Reading reading, List<(Matrix Kernel, Matrix Bias)> right) =>
        Math.Sqrt(right.Sum(one => one.Kernel.Dot(one.Kernel) + one.Bias.Dot(one.Bias)));

    /// <summary>Whether the recorded curve falls.</summary>
    public static bool Progresses(Trace trace) =>
        trace.LossHistory is { Count: >= 2 } history && history[^1] < 0.8 * history[0];

    // Near the end of a good run small steps are as it should be.
    private static bool IsFarFromDone(Reading reading, double loss)
    {
        if (reading.Trace.Evaluation is { } evaluation && evaluation.X.Rows >= 20 && MetricAudit.Labels(reading) is { } labels)
        {
            var judged = new RecomputedEvaluation(reading, "", reading.Trace.Before, OutputForm.Proper);
            double accuracy = judged.Classes.Zip(labels).Average(pair => pair.First == pair.Second ? 1.0 : 0);
            return accuracy < 0.5 + 0.5 / Math.Max(2, reading.Trace.Outs);
        }
        return loss > 0.5 * reading.LossOfGuessing;
    }

    private static LayerWeights[] Between(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after, double times) =>
        [.. before.Zip(after, (a, b) =>
            new LayerWeights(Mix(a.Kernel, b.Kernel, times), a.Bias is { } one && b.Bias is { } other ? Mix(one, other, times) : a.Bias))];

    private static Matrix Mix(Matrix a, Matrix b, double times) =>
        times == 0 ? a : times == 1 ? b : a.Zip(b, (from, to) => from + times * (to - from));
}
