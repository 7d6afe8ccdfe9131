using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How long a recorded step is for what it does.</summary>
internal enum StepLength
{
    /// <summary>It lowers the loss, or nothing can be said.</summary>
    Fine,

    /// <summary>It leads nowhere.</summary>
    Short,

    /// <summary>It leads nowhere because the gradient is clipped.</summary>
    Clipped,

    /// <summary>It raises the loss because the gradients are summed.</summary>
    Summed,

    /// <summary>It raises the loss.</summary>
    Long,

    /// <summary>Repeated, it throws the weights further each time.</summary>
    Thrown,

    /// <summary>It raises the loss by so little that the next steps may make it good.</summary>
    Swings,
}

/// <summary>What the recorded step does to the loss of its own batch: too much, too little, or enough.</summary>
internal sealed class StepEffect
{
    /// <summary>
    /// Steps of this part of the weights lead nowhere: fifty times below the thousandth that is usual. Tuned on the toy runs.
    /// </summary>
    public const double Hopeless = 2e-5;

    /// <summary>Convention: the usual size of a step as a share of the weights (cs231n, "Ratio of weights:updates").</summary>
    public const double UsualRatio = 1e-3;

    // Times the usual size below which a step may be too short, by far too short, and up to which it is slow. Convention.
    private const double ShortRatio = 1e-4, FarTooShort = 1e-5, SlowRatio = 2e-3;

    // Of the loss: what a longer step must take off it, and where the step is far too short, so much and so many times what it takes off
    // itself. Tuned on the toy runs.
    private const double Gain = 0.05, SmallGain = 0.003;
    private const int TimesGain = 1000;

    // The part of the loss by which a step of a single row, of a few rows and of a batch shows that it leads somewhere, and what few are.
    // The loss of a single row follows even a short step; that of a batch does not. Convention.
    private const double OfOneRow = 0.05, OfFewRows = 0.01, OfBatch = 1e-3;
    private const int FewRows = 16;

    // Small changes at a usual rate, or at more than a rate that nobody means, are those of a network that is stuck. Convention.
    private const double UsualRate = 0.01, TinyRate = 1e-5, FarLonger = 1e4;

    // A loss that rises by half and more is thrown up; a rounding error is none. Convention.
    private const double Much = 1.5, MuchMore = 0.05, Rounding = 1e-9;

    // Of a half, where the answers or the loss say that there is much left to learn; and rows enough to count answers. Convention.
    private const int FewestJudged = 20;

    // Weights that start from nothing have the size yet to come, which is that of drawn ones, or at least so much of it. Convention.
    private const double LeastOfDrawn = 0.1;

    // Summed over thousands of rows of raw values, a step can be so many times too long.
    private static readonly double[] s_longer = [1e7, 1e6, 1e5, 1e4, 1e3, 100];
    private static readonly double[] s_shorter = [0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9];

    private readonly Reading _reading;
    private readonly IReadOnlyList<LayerWeights> _after;

    private StepEffect(Reading reading, IReadOnlyList<LayerWeights> after)
    {
        (_reading, _after) = (reading, after);
        (Before, Now, Ratio) = (reading.StartLoss, LossOf(1), RatioOf(reading, after));
        Length = TooShort() ?? TooLong();
    }

    public StepLength Length { get; }

    /// <summary>The mean loss before the step.</summary>
    public double Before { get; }

    /// <summary>The mean loss after it.</summary>
    public double Now { get; }

    /// <summary>The largest change of a kernel, as a part of its size.</summary>
    public double Ratio { get; }

    /// <summary>Of a step that is too short, how many times as long the best one is, and the loss after that.</summary>
    public (double Times, double Loss) Longer { get; private set; }

    /// <summary>The norm of the right gradient, where the step is clipped.</summary>
    public double Norm { get; private set; }

    /// <summary>Of a step that is too long, the part of it that lowers the loss, and the loss after that.</summary>
    public (double Part, double Loss) Shorter { get; private set; }

    /// <summary>What repeating the step comes to, where it throws the weights.</summary>
    public (double Loss, int Steps) Repeated { get; private set; }

    /// <summary>What it does, in a sentence.</summary>
    public string Change => $"one step takes the loss of its own batch from {Words.Number(Before)} to {Words.Number(Now)}";

    public (string, double)[] Numbers => [("update_ratio", Ratio), ("loss_before", Before), ("loss_after", Now)];

    /// <summary>Looks at the step. Only one that goes downhill can be too long or too short; null where none is known.</summary>
    public static StepEffect? Of(Reading reading)
    {
        if (!reading.HasLoss || reading.AfterStep is not { } after || !double.IsFinite(reading.StartLoss)) return null;
        if (reading.Direction?.Fault is { } fault && (fault == Faults.UpdateAdded || fault == Faults.LossSignFlipped)) return null;
        return reading.Steps.Any(step => !step.AfterIsFinite) ? null : new StepEffect(reading, after);
    }

    /// <summary>The weights after the step: as recorded, or what plain gradient descent would make of the recorded gradients.</summary>
    public static IReadOnlyList<LayerWeights>? Weights(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.After is { } after) return after;
        // What may be a sum over the rows, however few, may yet be divided on its way to the weights.
        const double Half = 0.4;   // convention: a half and what is rounded to it
        if (trace.Rows > 1 && reading.GradientFactor is { } factor && Math.Abs(factor) > Half) return null;
        if (reading.Rate is not { } rate || !reading.IsPlain || trace.Layers.Any(layer => layer.WeightsGradient is null)) return null;
        return [.. trace.Layers.Select(layer => new LayerWeights(
            layer.Weights.Zip(layer.WeightsGradient!, (w, g) => w - rate * g),
            layer.Bias is { } b && layer.BiasGradient is { } d && d.Values.Length == b.Columns
                ? b.Zip(new Matrix(1, b.Columns, d.Values), (w, g) => w - rate * g)
                : layer.Bias))];
    }

    /// <summary>The largest change of a kernel in one step, as a part of its size.</summary>
    public static double RatioOf(Reading reading, IReadOnlyList<LayerWeights> after) => reading.Trace.Layers
        .Zip(after, (layer, later) => layer.Weights.Zip(later.Kernel, (w, to) => to - w).Norm / Size(layer.Weights)).Max();

    /// <summary>Whether a gradient that is so many times too large is seen to make the step too long.</summary>
    public static bool IsTooLong(Reading reading, double times)
    {
        if (reading.AfterStep is not { } after) return false;
        double divided = reading.MeanLoss(Between(reading.Trace.Before, after, 1 / times)), start = reading.StartLoss;
        return divided < start && !(reading.MeanLoss(after) <= start) && !Recovery.Follows(reading, after, divided);
    }

    /// <summary>
    /// Whether the step is a small part of the weights although there is much left to learn; also where no step is known.
    /// </summary>
    public static bool IsSlow(Reading reading) => reading.UpdateRatio is not { } ratio || (ratio < SlowRatio && IsFarFromDone(reading));

    private double LossOf(double times) => _reading.MeanLoss(Between(_reading.Trace.Before, _after, times));

    private StepLength? TooShort()
    {
        var trace = _reading.Trace;
        double noticeable = trace.Rows == 1 ? OfOneRow : trace.Rows < FewRows ? OfFewRows : OfBatch;
        bool usual = _reading.Rate * Math.Abs(_reading.GradientFactor ?? 0) * trace.Rows >= UsualRate && trace.ClipNorm is null;
        if (usual || Ratio is not (> 0 and < ShortRatio) || !IsFarFromDone(_reading) || Math.Abs(Before - Now) > noticeable * UsualLoss())
            return null;
        // Tried along the right gradient, so that a wrong one does not hide a wrong rate.
        var right = Backward.Gradients(_reading);
        double scale = Ratio / trace.Layers.Zip(right, (layer, g) => g.Kernel.Norm / Size(layer.Weights)).Max();
        double Loss(double times) => _reading.MeanLoss([.. trace.Before.Zip(right, (w, g) => new LayerWeights(
            w.Kernel.Zip(g.Kernel, (value, slope) => value - times * scale * slope),
            w.Bias?.Zip(g.Bias, (value, slope) => value - times * scale * slope)))]);
        Longer = s_longer.Select(times => (times, Loss(times)))
            .MinBy(one => double.IsFinite(one.Item2) ? one.Item2 : double.PositiveInfinity);
        double gain = Before - Longer.Loss;
        // Some losses fall slowly along any line, as at the start of a sigmoid network;
        // a step that is hopelessly short is seen against the best one.
        bool far = Ratio < FarTooShort && gain > SmallGain * Before && gain > TimesGain * (Before - Now);
        if (!(gain > Gain * Before || far)) return null;
        Norm = Math.Sqrt(right.Sum(one => one.Kernel.Dot(one.Kernel) + one.Bias.Dot(one.Bias)));
        return ClipTooLow.Cuts(trace.ClipNorm, Norm) && !_reading.Progresses ? StepLength.Clipped : StepLength.Short;
    }

    // A row that is nearly right by chance is changed by a large part of its loss though nothing moves: others say what is usual.
    private double UsualLoss()
    {
        var trace = _reading.Trace;
        if (trace.Rows >= FewRows || trace.Layers.Any(layer => layer.Mask is not null)
            || TrialRows.OfRecorded(_reading) is not { X.Rows: >= FewestJudged } rows) return Before;
        var others = _reading.With(trace with { X = rows.X, Y = rows.Y, Outputs = null, LossValue = null, Evaluation = null });
        return Math.Max(Before, others.StartLoss);
    }

    /// <summary>Whether a step that is too short is hopelessly so: slow learning at a usual rate is a matter of patience.</summary>
    public bool IsHopeless => (Ratio < Hopeless || (Longer.Times >= FarLonger && _reading.Rate <= TinyRate)) && !_reading.Progresses;

    private StepLength TooLong()
    {
        bool rises = !(Now <= Before + Rounding * Math.Abs(Before));
        if (rises)
        {
            double part = s_shorter.FirstOrDefault(times => LossOf(times) < Before);
            if (part == 0) return StepLength.Fine;
            Shorter = (part, LossOf(part));
            bool much = !(Now <= Much * Before + MuchMore) && Ratio > UsualRatio;
            bool summed = _reading.GradientFactor is not null && _reading.GradientsAreSummed && LossOf(1.0 / _reading.Trace.Rows) < Before;
            if (much && summed && _reading.Factor is null) return StepLength.Summed;
            if (much && !Recovery.Follows(_reading, _after, Shorter.Loss)) return StepLength.Long;
        }
        // A step that looks harmless, or lowers the loss, may throw the weights further each time.
        if (Recovery.Thrown(_reading, _after) is var (loss, steps, shorter))
        {
            (Repeated, Shorter) = ((loss, steps), (shorter, double.NaN));
            return StepLength.Thrown;
        }
        return rises && Ratio > UsualRatio ? StepLength.Swings : StepLength.Fine;
    }

    // Near the end of a good run small steps are as it should be.
    private static bool IsFarFromDone(Reading reading)
    {
        if (reading.Trace.Evaluation is not { X.Rows: >= FewestJudged } || reading.EvaluatedClasses is not { } labels)
            return reading.StartLoss > reading.LossOfGuessing / 2;
        var judged = new RecomputedEvaluation(reading, "", reading.Trace.Before, OutputForm.Proper);
        double accuracy = judged.Classes.Zip(labels).Average(pair => pair.First == pair.Second ? 1.0 : 0);
        return accuracy < 0.5 + 0.5 / Math.Max(2, reading.Trace.Outs);
    }

    private static double Size(Matrix kernel) => Math.Max(kernel.Norm, LeastOfDrawn * Math.Sqrt(kernel.Columns));

    private static LayerWeights[] Between(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after, double times) =>
        [.. before.Zip(after, (a, b) =>
            new LayerWeights(Mix(a.Kernel, b.Kernel, times), a.Bias is { } one && b.Bias is { } other ? Mix(one, other, times) : a.Bias))];

    private static Matrix Mix(Matrix a, Matrix b, double times) =>
        times == 0 ? a : times == 1 ? b : a.Zip(b, (from, to) => from + times * (to - from));
}
