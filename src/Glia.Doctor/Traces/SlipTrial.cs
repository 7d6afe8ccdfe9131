using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>A mistake that can be made again at every step.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Mistake">The hypothesis that explained the recorded gradient.</param>
/// <param name="Of">Whose gradient it gives.</param>
internal sealed record Slip(int Layer, Hypothesis<LayerStep> Mistake, SlipOf Of)
{
    private static readonly Hypothesis<LayerStep> s_noKernel = new(null, "no gradient arrives",
        step => new Matrix(step.Inputs.Columns, step.Delta.Columns));

    private static readonly Hypothesis<LayerStep> s_noBias = new(null, "no gradient arrives", step => new Matrix(1, step.Delta.Columns));

    /// <summary>A kernel or a bias that nothing moves.</summary>
    public static Slip Still(int layer, bool bias) => bias ? new(layer, s_noBias, SlipOf.Bias) : new(layer, s_noKernel, SlipOf.Kernel);
}

/// <summary>Whose gradient a mistake gives.</summary>
internal enum SlipOf
{
    PreActivations,
    Kernel,
    Bias,
}

/// <summary>What a copy has learned, on rows held back: 1 is all there is, 0 what always answering the same gets.</summary>
/// <param name="Skill">By the loss.</param>
/// <param name="Answers">By the rows whose class is right; the same as <paramref name="Skill"/> where there are no classes.</param>
internal readonly record struct Learning(double Skill, double Answers);

/// <summary>
/// Trains copies of a traced network, some with the mistakes that were read from it and some without, so that a formal mistake is told from
/// one that does harm.
/// </summary>
internal sealed class SlipTrial
{
    // Multiply-adds of one run: a tenth of a second or so.
    private const double Work = 2e7;
    private const int MostSteps = 500, MostRows = 32, Seeds = 3;

    // How much more work a run may be that answers a question nobody else answers, and how many steps it may make. Conventions.
    private const double Patient = 10;
    private const int MostPlanned = 10_000;

    // How many times as long copies train where one without a mistake has hardly begun to learn.
    private const int Longer = 4;

    // What a copy is worth that is worse than guessing or has left the numbers: how much worse says nothing.
    private const double Nothing = -1;

    // With so much learned no other rate need be tried.
    private const double Enough = 0.9;

    // The recorded rate and a short ladder around it: what a mistake does to the size of a step is not held against it.
    private double[] _rates = [10, 100, 0.1];
    private bool _prolonged;

    private readonly Reading _reading;
    private readonly TrialRows _rows;
    private readonly int[] _training;
    private readonly double _rate, _factor, _workOfStep;
    private readonly List<(IReadOnlyList<Slip> Slips, double Rate, double Factor, Learning[] Learned)> _known = [];

    private SlipTrial(Reading reading, TrialRows rows, double rate, double work = Work, int most = MostSteps)
    {
        (_reading, _rows, _rate) = (reading, rows, rate);
        (_training, Held) = rows.Parts();
        _factor = Math.Abs(reading.GradientFactor ?? reading.Factor ?? 1.0 / reading.Trace.Rows) * reading.Trace.Rows;
        Batch = Math.Min(Math.Min(reading.Trace.Rows, MostRows), _training.Length);
        _workOfStep = 6.0 * Batch * reading.Trace.Layers.Sum(layer => layer.Weights.Values.Length);
        Steps = (int)Math.Clamp(work / _workOfStep, 20, most);
    }

    /// <summary>How many steps each copy is trained.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether the owner's rows were used, and not made-up ones.</summary>
    public bool OnRecordedRows => _rows.AreRecorded;

    private int Batch { get; }

    private int[] Held { get; }

    /// <summary>
    /// A trial of this trace; null where it cannot be trained again: no loss, an output of its own form, masks of other rows.
    /// </summary>
    public static SlipTrial? Of(Reading reading) => IsTrainable(reading) && TrialRows.For(reading) is { } rows
        ? new(reading, rows, reading.Rate ?? 0.1) : null;

    /// <summary>
    /// A trial of the network as it was recorded, on the recorded rows however few they are; null where it cannot be trained.
    /// </summary>
    public static SlipTrial? OfRecorded(Reading reading) =>
        IsTrainable(reading) && reading.Trace.Layers.All(layer => layer.Bias is null or { Rows: 1 })
        && TrialRows.OfRecorded(reading) is { } rows ? new(reading, rows, 1, Patient * Work, MostPlanned) : null;

    private static bool IsTrainable(Reading reading) => reading.Loss is not null && reading.Form == OutputForm.Proper
        && reading.Trace.Layers.All(layer => layer.Mask is null);

    /// <summary>Whether a copy that makes so many steps is worth waiting for.</summary>
    public bool IsWorth(int steps) => steps * _workOfStep <= Patient * Work;

    /// <summary>Whether each step takes all rows, so that copies differ by nothing but their start.</summary>
    public bool TakesAllRows => Batch == _training.Length;

    /// <summary>
    /// What a copy has learned of its own rows after so many steps from some weights: below 0 where it is worse than guessing, without end
    /// where it left the numbers; NaN where a mistake cannot be made again.
    /// </summary>
    /// <param name="from">The weights it starts from.</param>
    /// <param name="slips">The mistakes it makes.</param>
    /// <param name="size">How far a step goes.</param>
    /// <param name="steps">How many steps it makes.</param>
    /// <param name="seed">Which batches it sees; with 1 single rows are taken in their order.</param>
    public Learning LearnedFrom(LayerWeights[] from, IReadOnlyList<Slip> slips, StepSize size, int steps, int seed)
    {
        // A smaller batch stands for the recorded one.
        size = size with { Multiple = size.Multiple * _reading.Trace.Rows / Batch };
        return Trained(slips, size, seed == 1 && Batch == 1 ? null : new System.Random(seed), from, steps) is { } weights
            ? Judged(weights, _training, double.NegativeInfinity) : new(double.NaN, double.NaN);
    }

    /// <summary>The same trial on other rows, all of which are for both training and judging.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="y">Their targets, a column an output.</param>
    public SlipTrial On(Matrix x, Matrix y) => new(_reading, new TrialRows(x, y, AreRecorded: true), _rate);

    /// <summary>How many steps of so many rows can be waited for, and no more than a number of them.</summary>
    public int Affordable(int rows, long most) =>
        (int)Math.Min(most, Patient * Work / (_workOfStep / Batch * rows));

    /// <summary>
    /// What a copy has learned of all rows once its steps were given some of them, batch after batch; NaN where a mistake cannot be made
    /// again.
    /// </summary>
    /// <param name="from">The weights it starts from.</param>
    /// <param name="slips">The mistakes it makes.</param>
    /// <param name="size">How far a step goes.</param>
    /// <param name="batches">The rows of each step, in turn.</param>
    /// <param name="steps">How many steps it makes.</param>
    public double LearnedInTurn(LayerWeights[] from, IReadOnlyList<Slip> slips, StepSize size, IReadOnlyList<int[]> batches, int steps)
    {
        LayerWeights[] weights = from;
        for (int step = 0; step < steps && weights.Length > 0; step++)
        {
            if (Next(ReadingOf(weights, batches[step % batches.Count]), weights, slips, size) is not { } next) return double.NaN;
            weights = next[^1].Kernel.IsFinite ? next : [];
        }
        return Judged(weights, [.. Enumerable.Range(0, _rows.X.Rows)]).Skill;
    }

    /// <summary>The weights after one step on the recorded batch; null where a mistake cannot be made again.</summary>
    public LayerWeights[]? Step(IReadOnlyList<Slip> slips, StepSize size) =>
        Next(_reading.With(_reading.Trace with { Layers = [.. _reading.Trace.Layers.Select(layer => layer with { WeightsAfter = null })] }),
            [.. _reading.Trace.Before], slips, size);

    /// <summary>Weights as Glorot and He draw them.</summary>
    public LayerWeights[] Fresh(int seed) => Start(new System.Random(seed));

    /// <summary>
    /// What copies have learned at the best of some rates. One a seed; the same seed has the same start and the same batches with every
    /// mistake. NaN where a mistake cannot be made again.
    /// </summary>
    public Learning[] Learned(IReadOnlyList<Slip> slips) => LearnedAtBest(slips).Learned;

    /// <summary>The same at the recorded rate, with gradients so many times as large.</summary>
    public Learning[] LearnedAtRecordedRate(IReadOnlyList<Slip> slips, double factor = 1) => Learned(slips, 1, factor);

    /// <summary>
    /// Makes the trial longer, once, where copies without a mistake have learned less than this: what has hardly begun tells nothing. Only
    /// the recorded rate and the best one are tried then. A large network is left as it is: its owner would wait for a minute.
    /// </summary>
    public void Prolong(double least)
    {
        if (_prolonged || Longer * Steps * _workOfStep > Patient * Work) return;
        var (learned, times) = LearnedAtBest([]);
        if (learned.Average(one => one.Skill) >= least) return;
        _prolonged = true;
        _rates = times == 1 ? [] : [times];
        Steps *= Longer;
        _known.Clear();
    }

    private (Learning[] Learned, double Times) LearnedAtBest(IReadOnlyList<Slip> slips)
    {
        (Learning[] Learned, double Times) best = (LearnedAtRecordedRate(slips), 1);
        foreach (double times in _rates)
        {
            double skill = best.Learned.Average(one => one.Skill);
            if (!(skill < Enough)) break;
            if (Learned(slips, times, 1) is var other && other.Average(one => one.Skill) > skill) best = (other, times);
        }
        return best;
    }

    private Learning[] Learned(IReadOnlyList<Slip> slips, double times, double factor)
    {
        foreach (var known in _known)
            if (known.Rate == times && known.Factor == factor && known.Slips.SequenceEqual(slips)) return known.Learned;
        var learned = new Learning[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new System.Random(seed + 1);
            var size = new StepSize(_rate * times * _factor * factor / Batch, WeightDecay.None);
            learned[seed] = Trained(slips, size, random, Start(random), Steps) is { } weights
                ? Judged(weights, Held) : new(double.NaN, double.NaN);
        }
        _known.Add((slips, times, factor, learned));
        return learned;
    }

    // Null where a mistake cannot be made again, empty where the weights have left the numbers. Without random numbers rows are taken in
    // their order.
    private LayerWeights[]? Trained(IReadOnlyList<Slip> slips, StepSize size, System.Random? random, LayerWeights[] weights, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            int first = step * Batch;
            int[] batch = TakesAllRows ? _training : [.. Enumerable.Range(first, Batch)
                .Select(row => _training[random?.Next(_training.Length) ?? (row % _training.Length)])];
            if (Next(ReadingOf(weights, batch), weights, slips, size) is not { } next) return null;
            weights = next;
            if (!weights[^1].Kernel.IsFinite) return [];
        }
        return weights;
    }

    // Drawn anew, as Glorot and He do: what is tried is the mistake and not the start.
    private LayerWeights[] Start(System.Random random)
    {
        var layers = _reading.Trace.Layers;
        var start = new LayerWeights[layers.Count];
        for (int l = 0; l < start.Length; l++)
        {
            var (rows, columns) = (layers[l].Weights.Rows, layers[l].Weights.Columns);
            double variance = _reading.Activations[l].Name is "relu" or "leaky_relu" ? 2.0 / rows
                : 2.0 / (rows + columns), reach = Math.Sqrt(3 * variance);
            start[l] = new(new Matrix(rows, columns).Map(_ => reach * (2 * random.NextDouble() - 1)), layers[l].Bias is null ? null
                : new Matrix(1, columns));
        }
        return start;
    }

    private static LayerWeights[]? Next(Reading reading, LayerWeights[] weights, IReadOnlyList<Slip> slips, StepSize size)
    {
        var layers = reading.Trace.Layers.ToArray();
        var next = new LayerWeights[weights.Length];
        Matrix? above = null;
        for (int l = weights.Length; l >= 1; l--)
        {
            var layer = new LayerStep(reading, l, above);
            var seen = new Dictionary<SlipOf, Matrix>();
            // The pre-activations first: what the others give is made from them.
            foreach (var slip in slips.Where(one => one.Layer == l).OrderBy(one => one.Of))
            {
                if (slip.Mistake.Predict(layer) is not { } predicted) return null;
                seen[slip.Of] = predicted;
                if (slip.Of == SlipOf.PreActivations) layer.Delta = predicted;
            }
            above = layer.Delta;
            LayerWeights left = size.Decay.Applied(weights[l - 1], l);
            next[l - 1] = new(Moved(left.Kernel, seen.GetValueOrDefault(SlipOf.Kernel),
                () => layer.Kernel(layer.Inputs, layer.Delta), size.Multiple),
                left.Bias is { } bias ? Moved(bias, seen.GetValueOrDefault(SlipOf.Bias), layer.Delta.SumOfRows, size.Multiple) : null);
            // For those who update a layer before the one below has used its weights.
            layers[l - 1] = layers[l - 1] with { WeightsAfter = next[l - 1].Kernel };
            reading = reading.With(reading.Trace with { Layers = layers }, reading.Run);
        }
        return next;
    }

    // A gradient that is made here is nobody else's: what the step gives may take its place.
    private static Matrix Moved(Matrix from, Matrix? wrong, Func<Matrix> right, double rate)
    {
        Matrix gradient = wrong ?? right();
        return from.Less(rate, gradient, into: wrong is null ? gradient : new Matrix(from.Rows, from.Columns));
    }

    private Reading ReadingOf(LayerWeights[] weights, int[] rows)
    {
        var trace = _reading.Trace with
        {
            X = _rows.X.Take(rows),
            Y = _rows.Y.Take(rows),
            Layers = [.. weights.Select(one => new TraceLayer { Weights = one.Kernel, Bias = one.Bias })],
            Outputs = null,
            LossValue = null,
            Evaluation = null,
        };
        return _reading.With(trace);
    }

    private Learning Judged(LayerWeights[] weights, int[] rows, double least = Nothing)
    {
        if (weights.Length == 0) return new(least, least);
        var reading = ReadingOf(weights, rows);
        double loss = Loss(reading, reading.Run.Z[^1], reading.Outputs);
        double guess = rows.Length == 1 ? LossOfStart(rows) : LossOfGuessing(reading);
        if (!double.IsFinite(loss)) return new(least, least);
        double skill = Math.Max(least, 1 - loss / guess);
        return new(skill, Answers(reading) ?? skill);
    }

    private static double? Answers(Reading reading)
    {
        if (reading.Targets.Classes() is not { } classes) return null;
        double most = classes.CountBy(one => one).Max(pair => pair.Value), right = 0;
        if (most == classes.Length) return null;
        double threshold = (reading.Targets.Low + reading.Targets.High) / 2;
        for (int row = 0; row < classes.Length; row++)
        {
            int said = reading.Outputs.Columns > 1 ? reading.Outputs.ArgMax(row) : reading.Outputs[row, 0] > threshold ? 1 : 0;
            if (said == classes[row]) right++;
        }
        return (right - most) / (classes.Length - most);
    }

    private static double Loss(Reading reading, Matrix z, Matrix outputs) =>
        reading.Loss!.Sum(z, outputs, reading.OutputActivation, reading.Targets.Wide!, 1e-12);

    // A single row has no other answers to guess by: what there is to learn is what the start lacks.
    private double LossOfStart(int[] rows) =>
        ReadingOf([.. _reading.Trace.Before], rows) is var start ? Math.Max(Loss(start, start.Run.Z[^1], start.Outputs), 1e-12) : 0;

    // The loss of always giving the mean target, which for shares of classes is the best constant answer.
    private static double LossOfGuessing(Reading reading)
    {
        var t = reading.Targets.Wide!;
        if (LossNames.AsksForMargin(reading.Loss!.Name)) return Loss(reading, t, new Matrix(t.Rows, t.Columns));
        var mean = t.SumOfRows().Times(1.0 / t.Rows).Take(new int[t.Rows]);
        double sum = 0;
        for (int i = 0; i < t.Values.Length; i++)
        {
            double p = Math.Clamp(mean.Values[i], 1e-9, 1 - 1e-9), y = t.Values[i];
            sum += reading.Loss.Name switch
            {
                LossNames.Categorical => -y * Math.Log(p),
                LossNames.Binary => -y * Math.Log(p) - (1 - y) * Math.Log(1 - p),
                LossNames.Absolute => Math.Abs(y - mean.Values[i]),
                _ => (y - mean.Values[i]) * (y - mean.Values[i]),
            };
        }
        return Math.Max(sum, 1e-12);
    }
}
