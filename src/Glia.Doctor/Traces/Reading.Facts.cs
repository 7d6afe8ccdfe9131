using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Doctor.Traces;

// What the rules ask of a step that is understood; each figure is computed when it is first asked for.
internal sealed partial class Reading
{
    // Convention: so many rows show what is no chance of one or two.
    private const int FewestRows = 8;

    // Convention: what the loss of values, or of marks between which outputs lie, must be more than that of guessing to mean anything.
    private const double OfValues = 50, OfMarks = 1.5;

    // Convention: times the loss of guessing that is confident and wrong, or is as good as guessing; the share of saturated units.
    private const double Wrong = 2, AsGuessing = 0.9, Saturated = 0.5;

    private double? _startLoss;
    private bool? _harmed;
    private (int Layer, int Rows)[]? _dead;

    /// <summary>Whether data, weights and what they give can be computed with.</summary>
    public bool IsFinite => DataAreFinite && !Overflows && Trace.Layers.All(layer =>
        layer.Weights.Values.All(double.IsFinite) && layer.Bias?.Values.All(double.IsFinite) != false);

    /// <summary>Whether the owner's outputs are not finite because their sums are larger than float32 holds.</summary>
    public bool Overflows => Trace.Outputs is { } outputs && !outputs.Values.All(double.IsFinite) && Single
        && Run.Outputs.Values.All(double.IsFinite) && Run.Z[^1].Values.Max(Math.Abs) > float.MaxValue;

    /// <summary>Whether there is a loss that can be computed.</summary>
    public bool HasLoss => Loss is not null && Run.Outputs.Values.All(double.IsFinite);

    /// <summary>What the recorded outputs, loss and gradients are read as, in this order.</summary>
    public IReadOnlyList<Judgement> Recorded => Once(ref _recorded, Read)!;

    private List<Judgement> Read()
    {
        List<Judgement> recorded = [.. ForwardExaminer.Examine(this)];
        if (!IsFinite) return recorded;
        recorded.Add(LossExaminer.Examine(this));
        recorded.AddRange(GradientExaminer.Examine(this));
        return recorded;
    }

    /// <summary>The faults of backward pass and loss that explain the recorded numbers.</summary>
    public IEnumerable<Fault> Explained => Recorded.Select(one => one.Finding).OfType<Finding>()
        .Where(one => one.Severity == Severity.Error && one.Fault.Family is Family.Backpropagation or Family.Loss)
        .Select(one => one.Fault);

    /// <summary>Those and the faults of the step itself: what they did to the weights is theirs.</summary>
    public IReadOnlyCollection<Fault> WrongSteps => Once(ref _wrong, () => [.. Explained, .. Wrongs().OfType<Fault>()])!;

    private IEnumerable<Fault?> Wrongs()
    {
        yield return Direction?.Fault;
        if (Pull is { IsHarmful: true }) yield return Faults.OverRegularised;
        if (Step is { Length: StepLength.Summed }) yield return Faults.WrongReduction;
    }

    /// <summary>The library's own activation of a layer, from 1: what it can do stands there.</summary>
    public ActivationFunction Function(int layer) =>
        ActivationCatalogue.Create(Activations[layer - 1].Name is "gelu_tanh" ? "gelu" : Activations[layer - 1].Name, "activation");

    /// <summary>The mean loss of the batch under some weights.</summary>
    public double MeanLoss(IReadOnlyList<LayerWeights> weights) => SummedLoss(weights) / LossRows;

    /// <summary>The mean loss of the batch before the step.</summary>
    public double StartLoss => _startLoss ??= MeanLoss(Trace.Before);

    /// <summary>The gain of each layer's kernel, in a sentence.</summary>
    public string Gains => string.Join(", ", Trace.Layers.Select(layer => Words.Number(Gain.Of(layer.Weights))));

    /// <summary>Whether the recorded curve falls by a fifth.</summary>
    public bool Progresses => Trace.LossHistory is { Count: >= 2 } history && history[^1] < Fallen * history[0];

    // Convention: a curve that ends so low has learned something.
    private const double Fallen = 0.8;

    /// <summary>
    /// Whether the loss is so many times that of guessing; of values, whether the outputs are beyond all measure of the targets.
    /// </summary>
    public bool LossIsFarAbovePrior(double times)
    {
        if (Loss is null || Targets.Wide is not { } targets) return false;
        bool squared = Loss.Name == LossNames.Squared;
        // Outputs between the two marks are further off than the shares are without being wrong.
        if (Targets.AreClasses || Loss.Name == LossNames.Binary) return StartLoss > times * (squared ? OfMarks : 1) * LossOfGuessing;
        // A row or two may have targets near zero by chance.
        return squared && targets.Rows >= FewestRows && StartLoss > OfValues * times * targets.Dot(targets) / targets.Rows;
    }

    /// <summary>
    /// Whether the pass suffers from the size of what it multiplies: confident and wrong, saturated,
    /// or thrown far and no better than guessing.
    /// </summary>
    public bool IsHarmed => _harmed ??= LossIsFarAbovePrior(Wrong) || SaturatedShare() > Saturated
        || (Trace.Rows >= FewestRows && Trace.Layers.Any(layer => ThrownWeights.Are(layer.Weights)) && LossIsFarAbovePrior(AsGuessing));

    /// <summary>The share of saturated units among those of the hidden layers that can saturate.</summary>
    public double SaturatedShare()
    {
        int[] layers = [.. Enumerable.Range(1, Trace.Layers.Count - 1).Where(l => Function(l).Saturates)];
        return layers.Length == 0 ? 0 : layers.Sum(l => SaturatedShare(l) * Run.Z[l].Columns) / layers.Sum(l => Run.Z[l].Columns);
    }

    /// <summary>The share of saturated units of one layer.</summary>
    public double SaturatedShare(int layer) => Function(layer).FlatBeyond is { } edge
        ? (double)Run.Z[layer].Values.Count(z => Math.Abs(z) > edge) / Run.Z[layer].Values.Length
        : 0;

    /// <summary>
    /// The layers whose relu units are all zero for every row that is known, and how many rows those are. The batch may be a single row;
    /// the evaluated rows show as well which units are alive.
    /// </summary>
    public IReadOnlyList<(int Layer, int Rows)> DeadLayers => _dead ??= Dead();

    private (int, int)[] Dead()
    {
        List<ForwardRun> runs = [Run];
        if (Evaluation is { } evaluation)
            runs.Add(ForwardRun.Of(evaluation.X, Trace.Before, Activations));
        int rows = runs.Sum(run => run.Outputs.Rows);
        return rows < FewestRows ? [] : [.. Enumerable.Range(1, Trace.Layers.Count)
            .Where(l => Function(l).CanDie && runs.TrueForAll(run => Array.TrueForAll(run.Z[l].Values, z => z <= 0)))
            .Select(l => (l, rows))];
    }

    /// <summary>The place of what the last layer gives.</summary>
    public Where Output => new(LayerName(Trace.Layers.Count), Phase: Phases.Specification);

    /// <summary>Whether more than two outputs are classes that exclude each other.</summary>
    public bool IsForExclusiveClasses => Trace.Outs > 2 && Targets.Exclusive;

    /// <summary>Whether the owner named the loss that is trained.</summary>
    public bool LossIsStated => Trace.Loss is not null && Printed is null;

    /// <summary>
    /// That targets lie outside what the last activation can give, said of a fault; null where none do. Where all do it is certain.
    /// </summary>
    public Finding? OutOfReach(Fault fault)
    {
        if (Targets.Wide is not { } wide || Function(Trace.Layers.Count).Range is not var (low, high)) return null;
        int outside = wide.Values.Count(y => y < low || y > high);
        if (outside == 0) return null;
        return fault.Error(outside == wide.Values.Length ? Grade.Certain : Grade.Strong, Output with { Parameter = "y" },
            $"{outside} of {wide.Values.Length} targets lie outside what {OutputActivation.Name} can give "
            + $"(targets {Words.Number(wide.Values.Min())} to {Words.Number(wide.Values.Max())}, "
            + $"reach {Words.Number(low)} to {Words.Number(high)})",
            "Use a linear output, or rescale the targets into the reach of the activation.");
    }

    /// <summary>Whether the stated optimizer divides by the size of the gradient.</summary>
    public bool IgnoresScale => Trace.Optimizer is { } name && OptimizerCatalogue.Knows(name)
        && OptimizerCatalogue.Create(name, "optimizer").IgnoresGradientScale;

    /// <summary>Whether the optimizer is plain gradient descent, as far as anybody said.</summary>
    public bool IsPlain => Trace.Optimizer is null or "sgd" or "gd";

    /// <summary>Whether it is that, perhaps with momentum.</summary>
    public bool IsPlainOrMomentum => IsPlain || Trace.Optimizer == "momentum";

    /// <summary>Weights that earlier steps threw far away; null where none are.</summary>
    public Overshoot? Overshoot => Once(ref _overshoot, () => Traces.Overshoot.Of(this));

    /// <summary>The largest kernel, where it is large.</summary>
    public LargeKernel? Largest => Once(ref _largest, () => LargeKernel.Of(this));

    /// <summary>The largest change of a kernel in the step, as a part of its size; null where no step is known.</summary>
    public double? UpdateRatio => AfterStep is { } after ? StepEffect.RatioOf(this, after) : null;

    /// <summary>
    /// What is left of the differences between rows before the last of several hidden layers; null where nothing can be said.
    /// </summary>
    public double? Fading
    {
        get
        {
            if (Trace.Layers.Count < 3 || OfSeveralRows is not { } run) return null;
            double start = Spread(run.A[0]);
            bool zero = start == 0 || Trace.Layers.SkipLast(1).Any(layer => layer.Weights.Norm == 0);
            return zero ? null : Spread(run.A[Trace.Layers.Count - 1]) / start;
        }
    }

    /// <summary>That the rows are answered all alike and no better than by guessing, in a sentence; null where they are not.</summary>
    public string? SameAnswers
    {
        get
        {
            if (Trace.Rows < Several || Targets.Wide is not { } targets || Spread(Trace.X) == 0) return null;
            double outputs = Spread(Run.Outputs), wanted = Spread(targets);
            // A last layer that starts at zero gives one output to all, and learns.
            bool alike = outputs < SignalFlow.Gone * wanted && Trace.Layers[^1].Weights.Norm > 0 && LossIsFarAbovePrior(NoBetter);
            return alike ? $"the outputs of the {Trace.Rows} rows differ by {Words.Number(outputs)}, where the targets differ by "
                + $"{Words.Number(wanted)} (gains per layer {Gains})" : null;
        }
    }

    // Convention: rows that are not answered alike by chance, and the share of the loss of guessing that is no better than guessing.
    private const int Several = 4;
    private const double NoBetter = 0.98;

    // A single row does not vary; the evaluated rows do.
    private ForwardRun? OfSeveralRows => Trace.Rows > 1 ? Run
        : Evaluation is { X.Rows: > 1 } evaluation
        ? ForwardRun.Of(evaluation.X, Trace.Before, Activations) : null;

    private static double Spread(Matrix rows)
    {
        var mean = rows.SumOfRows().Times(1.0 / rows.Rows).Take(new int[rows.Rows]);
        return rows.Zip(mean, (value, average) => value - average).Norm / Math.Sqrt(rows.Values.Length);
    }

    private static T? Once<T>(ref (bool Known, T? Value) known, Func<T?> make) where T : class
    {
        if (!known.Known) known = (true, make());
        return known.Value;
    }

    private (bool, Overshoot?) _overshoot;
    private (bool, LargeKernel?) _largest;

    private (bool, IReadOnlyList<Judgement>?) _recorded;
    private (bool, SharedFactor?) _shared;
    private (bool, RecomputedEvaluation?) _judged;
    private (bool, Finding?) _answerMistake;
    private (bool, UnexplainedAnswers?) _unexplained;
    private (bool, FigureReading?) _figure;
    private (bool, LabelFit?) _labelFit;
    private (bool, RecordedShares?) _shares;
    private (bool, IReadOnlyCollection<Fault>?) _wrong;
    private (bool, IReadOnlyList<ParameterStep>?) _steps;
    private (bool, StepDirection?) _direction;
    private (bool, StepEffect?) _step;
    private (bool, IReadOnlyList<LayerWeights>?) _after;

    /// <summary>The stated rate.</summary>
    public double? Rate => Trace.LearningRate is > 0 and var rate ? rate : null;

    /// <summary>The weights after the step, as recorded or as the recorded gradients make them; null where neither is known.</summary>
    public IReadOnlyList<LayerWeights>? AfterStep => Once(ref _after, () => StepEffect.Weights(this));

    /// <summary>What the step did to each parameter of which that is known.</summary>
    public IReadOnlyList<ParameterStep> Steps => Once(ref _steps, () => ParameterStep.Of(this))!;

    /// <summary>Which way the step goes; null where nothing can be said.</summary>
    public StepDirection? Direction => Once(ref _direction, () => StepDirection.Of(this));

    /// <summary>What the step does to the loss; null where nothing can be said.</summary>
    public StepEffect? Step => Once(ref _step, () => StepEffect.Of(this));

    /// <summary>The penalty that pulls hardest beside the data, in the gradients or in the step; null where there is none.</summary>
    public PenaltyPull? Pull
    {
        get
        {
            var inGradient = Penalties.Select((penalty, l) => new PenaltyPull(l + 1, $"w{l + 1}",
                penalty.Decay / Math.Abs((GradientFactor ?? 1) * Trace.Rows), penalty.Ratio));
            var inStep = Steps.Where(step => step.Decay > 0 && StepDirection.IsJudged(this, step))
                .Select(step => new PenaltyPull(step.Layer, step.Name, step.Decay / Math.Abs(step.Rate), step.Ratio));
            return inGradient.Concat(inStep).Where(one => one.Ratio > 0).MaxBy(one => one.Ratio);
        }
    }

    /// <summary>Whether steps threw the network, before the recorded one, by it, or after.</summary>
    public bool Exploded => !IsFinite || Steps.Any(step => !step.AfterIsFinite) || Overshoot is { Summed: false }
        || Step is { Length: StepLength.Long or StepLength.Thrown }
        || (HasLoss && Overshoot is null && Largest?.ThrownBy == Thrower.LongSteps)
        || (Curve is { Loss.Length: > 0 } curve && (!curve.IsFinite || (LossExplodes.Explodes(curve) && !LossRises.Rises(curve))));

    /// <summary>The recorded curves; null where there are none.</summary>
    public Curve? Curve => Trace.LossHistory is { Count: > 0 } loss
        ? new([.. loss]) { Per = Trace.HistoryPer, Accuracy = [.. Trace.AccuracyHistory ?? []] } : null;

    /// <summary>The evaluation, where its rows can be computed with.</summary>
    public RecordedEvaluation? Evaluation =>
        Trace.Evaluation is { } evaluation && evaluation.X.Values.All(double.IsFinite) ? evaluation : null;

    /// <summary>The right class of each evaluated row; null where the targets say none.</summary>
    public int[]? EvaluatedClasses => Targets.AreClasses && Trace.Evaluation?.Y is { } y
        ? Targets.Of(y, Trace.Outs, Trace.Y).Classes() : null;

    /// <summary>The evaluation computed again; null where none was recorded, or the network cannot be computed with.</summary>
    public RecomputedEvaluation? Judged => Once(ref _judged, () => IsFinite ? EvaluationReproduction.Of(this) : null);

    /// <summary>The known mistake that gives the recorded answers; null where there is none.</summary>
    public Finding? AnswerMistake => Once(ref _answerMistake, () => FiniteJudged is { } judged ? Mistakes.AnswerMistake.Of(judged) : null);

    /// <summary>Answers that neither the network nor a known mistake gives; null where there are none.</summary>
    public UnexplainedAnswers? Unexplained =>
        Once(ref _unexplained, () => FiniteJudged is { } judged ? UnexplainedAnswers.Of(judged) : null);

    /// <summary>What the reported accuracy is; null where there is none.</summary>
    public FigureReading? Figure => Once(ref _figure, () => FiniteJudged is { } judged ? FigureReading.Of(judged) : null);

    /// <summary>How the labels fit the answers; null where the answers are not the network's, or there are too few labels.</summary>
    public LabelFit? LabelFit => Once(ref _labelFit, () =>
        FiniteJudged is { } judged && (judged.IsReproduced || !judged.Recorded.HasAnswers) ? Traces.LabelFit.Of(judged) : null);

    private RecomputedEvaluation? FiniteJudged => Judged is { IsFinite: true } judged ? judged : null;

    /// <summary>A course of the accuracy in which every value is the share of one class; null where it is none.</summary>
    public RecordedShares? Shares => Once(ref _shares, () => RecordedShares.Of(this));

    /// <summary>The factor that all gradients share; null where they show none.</summary>
    public SharedFactor? Shared => Once(ref _shared, () => SharedFactor.Of(this));

    /// <summary>The place of the recorded outputs.</summary>
    public Where RecordedOutputs => new(LayerName(Trace.Layers.Count), "outputs", Phases.Forward);

    /// <summary>The mean loss of the outputs that the owner's loss starts from.</summary>
    public double LossOfOutputs => Loss!.Sum(Run.Z[^1], Outputs, OutputActivation, Targets.Wide!,
        Loss.IsCrossEntropy && Form is OutputForm.Proper or OutputForm.Logits ? 0 : Safe) / Trace.Rows;

    // Where a logarithm is cut that is only shown.
    private const double Safe = 1e-12;

    /// <summary>The weights of the evaluation beside those of the training; null where it has none of its own.</summary>
    public OtherWeights? OtherWeights => Traces.OtherWeights.Of(this);

    /// <summary>The labels of the evaluation, where they are no classes although those of the training are; else null.</summary>
    public Matrix? OddLabels => Evaluation?.Y is { } y && y.Values.All(double.IsFinite) && Targets.Classes() is not null
        && Targets.Of(y, Trace.Outs).Classes() is null ? y : null;

    /// <summary>Whether labels are the numbers of the classes from 1.</summary>
    public bool AreFromOne(Matrix labels) =>
        labels.Columns == 1 && labels.Values.Min() == 1 && labels.Values.Max() == Math.Max(2, Trace.Outs);
}
