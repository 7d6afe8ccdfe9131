using System.Numerics;
using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;
using Glia.Models;
using Glia.Optimizers;
using Glia.Random;
using Glia.Schedules;
using Glia.Training.Leaves;

namespace Glia.Training;

/// <summary>Trains one network: <see cref="Step"/> is one step, <see cref="Fit"/> a loop on top of it.</summary>
public sealed class Trainer
{
    private readonly Loss _lossOfOutput;
    private bool _adapted;
    private BatchMemory? _memory;
    private Workspace? _workspace;   // that of the last step: of the memory, or of the leaves
    private ParameterBlock? _accumulated;   // the gradients of the batches of a step, where it has several
    private Evaluator? _evaluator;
    private Dataset? _checked;   // the data of the last step: those of one run are looked through once, not in every step
    private string[]? _classNames;   // of the data of the last Fit
    private bool _answersLabels;   // whether those data were labels

    /// <summary>A trainer.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="loss">What to make small; Keras' name will do.</param>
    /// <param name="optimizer">How weights follow the gradient; Keras' name will do.</param>
    /// <param name="schedule">How the learning rate changes over a run; constant if null.</param>
    /// <param name="seed">Decides the order of the rows and what dropout drops.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <exception cref="GliaException">The optimizer belongs to another trainer,
    /// or there is too little memory for what it keeps.</exception>
    public Trainer(Network network, Loss loss, Optimizer optimizer, Schedule? schedule = null, ulong seed = 1, Workers? workers = null)
    {
        if (optimizer.Owner is not null)
            throw new GliaException($"This {optimizer.Name} optimizer belongs to another trainer, for whose weights it keeps its state; " +
                "make a new one for each trainer.");
        Network = network;
        Optimizer = optimizer;
        Schedule = schedule ?? new ConstantRate();
        Seed = seed;
        Workers = workers ?? new Workers(Environment.ProcessorCount);
        _lossOfOutput = loss;
        TakesLogits = loss.TogetherWith(network.OutputActivation) is not null;
        Loss = loss.TogetherWith(network.OutputActivation) ?? loss;
        MemoryNeed.Require(network.ParameterCount * optimizer.StateNames.Count,
            $"what {optimizer.Name} keeps for {network.ParameterCount:N0} weights", "smaller layers");
        optimizer.Reset(network.Weights);
        optimizer.Owner = this;
    }

    /// <summary>The network that is trained.</summary>
    public Network Network { get; }

    /// <summary>The loss as it is computed: before the last activation where the two form a safe pair.</summary>
    public Loss Loss { get; }

    /// <summary>Whether the loss is computed together with the last activation, from what comes before it.</summary>
    public bool TakesLogits { get; }

    /// <summary>How weights follow the gradient.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How the learning rate changes over a run.</summary>
    public Schedule Schedule { get; }

    /// <summary>Decides the order of the rows and what dropout drops.</summary>
    public ulong Seed { get; }

    /// <summary>How the targets of the data were scaled before, so that reports speak in their own units; null for not at all.</summary>
    public TargetScaler? TargetScaler { get; init; }

    /// <summary>The threads in use.</summary>
    public Workers Workers { get; }

    /// <summary>What evaluations measure besides loss and accuracy, Keras' <c>compile(metrics=…)</c>.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Steps done so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Epochs finished so far.</summary>
    public int Epochs { get; private set; }

    /// <summary>
    /// Whether nobody looks at the gradients or at the optimizer's sums after a step. Plain gradient descent then takes neither time nor
    /// memory for them: each product of the backward pass goes straight into the weights, and the weights of inputs that are zero are not
    /// even read. Other optimizers leave out <see cref="Optimizer.Sums"/>.
    /// </summary>
    public bool Unobserved { get; set; }

    /// <summary>The memory of the last step: activations and gradients; null before the first.</summary>
    public Workspace? Workspace => _workspace;

    /// <summary>
    /// What stands between <see cref="Backward"/> and <see cref="Update"/> in every step: receives the gradients of the step's rows and may
    /// change them, as sums with other processes, clipping of one's own or noise do; null for nothing. It stands in the training loop.
    /// </summary>
    public Action<ParameterBlock>? Exchange { get; set; }

    /// <summary>
    /// One training step on some rows of a data set: <see cref="Backward"/>, <see cref="Exchange"/>, <see cref="Update"/>.
    /// </summary>
    /// <param name="data">Where the rows come from.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="rate">The learning rate; the optimizer's own if null.</param>
    /// <returns>What it did. If the loss is not finite the weights are untouched.</returns>
    /// <exception cref="GliaException">The data do not fit the network or the loss, a row is none of theirs, or no finite rate.</exception>
    /// <remarks>Where the data have an <see cref="Augmentation"/>, each step changes the pictures anew.</remarks>
    public StepReport Step(Dataset data, ReadOnlySpan<int> rows, double? rate = null) =>
        StepOfPass(data, rows, StepInput.Finite(rate), (uint)Steps, Accumulation.None);

    /// <summary>
    /// The first half of a step: loss and gradients of some rows. The gradients are in <see cref="Workspace"/> afterwards, the weights are
    /// what they were; statistics of normalizations have followed the rows. It counts as a step, so that dropout draws anew.
    /// </summary>
    /// <param name="data">Where the rows come from.</param>
    /// <param name="rows">Row numbers.</param>
    /// <returns>What was seen. If the loss is not finite there are no gradients.</returns>
    /// <exception cref="GliaException">The data do not fit the network or the loss, or a row is none of theirs.</exception>
    public StepReport Backward(Dataset data, ReadOnlySpan<int> rows)
    {
        Prepare(data, rows, rows.Length, Workers);
        StepReport report = Gradients(data, rows, (uint)Steps, (uint)Steps, Penalty(), rate: null);
        _workspace = _memory!.Workspace;
        Steps++;
        return report with { Step = Steps, Rate = Optimizer.LearningRate };
    }

    /// <summary>The second half of a step: changes the weights by the gradients in <see cref="Workspace"/>.</summary>
    /// <param name="rate">The learning rate; the optimizer's own if null.</param>
    /// <exception cref="GliaException">There are no gradients yet, or the rate is no finite number.</exception>
    public void Update(double? rate = null) => Apply(StepInput.Finite(rate) ?? Optimizer.LearningRate, Workers);

    private void Apply(double rate, Workers workers)
    {
        if (_workspace is null) throw new GliaException("There are no gradients to update by; call Backward first.");
        Exchange?.Invoke(_workspace.Gradients);
        Optimizer.Apply(Network.Weights, _workspace.Gradients, (float)rate, workers, withSums: !Unobserved);
    }

    /// <summary>A step as a part of a pass over the data, which decides how a row that is a picture is changed.</summary>
    internal StepReport StepOfPass(Dataset data, ReadOnlySpan<int> rows, double? rate, uint pass, Accumulation cut,
        LeafCrew? leaves = null, Workers? workers = null)
    {
        workers ??= Workers;
        Prepare(data, rows, leaves is null ? Math.Min(rows.Length, cut.BatchSize) : 0, workers);
        double now = rate ?? Optimizer.LearningRate;
        bool isCut = rows.Length > cut.BatchSize;
        bool intoWeights = !isCut && leaves is null && Unobserved && Exchange is null && CanAddToWeights();
        // Each batch draws its own random numbers; a step of one batch those of its number.
        uint stream = (uint)(Steps * cut.Batches);
        StepReport report = leaves is not null ? leaves.Gradients(data, rows, pass, stream, Penalty(), workers)
            : isCut ? AccumulatedGradients(data, rows, pass, stream, cut)
            : Gradients(data, rows, pass, stream, Penalty(), intoWeights ? now : null);
        _workspace = (leaves?.Workspace ?? _memory?.Workspace)!;
        Steps++;
        if (report.Taken)
        {
            if (intoWeights) Optimizer.Step++;
            else Apply(now, workers);
        }
        return report with { Step = Steps, Rate = now };
    }

    private void Prepare(Dataset data, ReadOnlySpan<int> rows, int most, Workers workers)
    {
        if (data != _checked)
        {
            Check(data);
            _checked = data;
        }
        StepInput.RequireRows(rows, data.Rows);
        Plan(most, workers);
        Adapt(data);
    }

    // The mean over all rows, batch by batch: what one large batch gives, but for the order in which it is rounded. Layers that look at
    // their batch as a whole, as BatchNormalization does, look at each of the small ones.
    private StepReport AccumulatedGradients(Dataset data, ReadOnlySpan<int> rows, uint pass, uint stream, Accumulation cut)
    {
        _accumulated ??= new ParameterBlock(Network.Parameters);
        _accumulated.Clear();
        double loss = 0, own = 0, penalty = Penalty();
        bool isMean = Loss.Reduction == Reduction.Mean;
        int hits = 0, answers = 0, last = 0;
        for (int start = 0; start < rows.Length; start += cut.BatchSize)
        {
            ReadOnlySpan<int> batch = rows.Slice(start, Math.Min(cut.BatchSize, rows.Length - start));
            // Sums are added up, and the penalty counts once.
            StepReport one = Gradients(data, batch, pass, stream++, isMean || start == 0 ? penalty : 0, rate: null);
            // Each batch is a mean over its answers: as many as rows, but where a mask leaves some out.
            int weight = isMean ? one.Answers : 1;
            loss += weight * one.Loss;
            own += weight * one.OwnLoss;
            hits += one.Hits;
            answers += one.Answers;
            last = batch.Length;
            if (!one.Taken) break;
            Span<float> gradients = _memory!.Workspace.Gradients.All;
            if (isMean) Elementwise.Scale(weight, gradients, gradients);
            Elementwise.Add(_accumulated.All, gradients, _accumulated.All);
        }
        double all = isMean ? answers : 1;
        Elementwise.Scale((float)(1 / all), _accumulated.All, _memory!.Workspace.Gradients.All);
        return new StepReport(Steps, rows.Length, loss / all, hits, 0) { Answers = answers, OwnLoss = own / all, LastRows = last };
    }

    // Forward and backward on some rows. With a rate the gradients, times it, go straight into the weights.
    private StepReport Gradients(Dataset data, ReadOnlySpan<int> rows, uint pass, uint stream, double penalty, double? rate)
    {
        var random = new RandomStream(Seed, stream, 0);
        BatchFigures seen = _memory!.Forward(data, rows, pass, random);
        double loss = seen.Loss + penalty;
        if (double.IsFinite(loss))
        {
            if (rate is { } now) _memory.BackwardIntoWeights(rows.Length, random, -(float)now);
            else _memory.Backward(rows.Length, random, 1);
        }
        return new StepReport(Steps, rows.Length, loss, seen.Hits, 0)
        {
            Answers = seen.Answers,
            OwnLoss = TargetScaler is null ? loss : seen.OwnLoss,
        };
    }

    /// <summary>Trains for some epochs and reports what happened.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">How long, in which batches, who watches, and what may end it.</param>
    /// <exception cref="GliaException">The data do not fit the network or the loss, or a setting makes no sense.</exception>
    public History Fit(Dataset data, FitOptions options)
    {
        _classNames = null;
        Check(data);
        (_classNames, _answersLabels) = (data.ClassNames, data.Targets.AreLabels);
        if (options.Validation is { } validation) Check(validation);
        if (options.Test is { } test) Check(test);
        if (options.Epochs < 0) throw new GliaException($"Epochs are {options.Epochs}; there must be at least 0.");
        if (options.BatchSize < 1) throw new GliaException($"The batch size is {options.BatchSize}; it must be at least 1.");
        if (options.EmaMomentum is { } ema && !(ema is >= 0 and < 1))
            throw new GliaException($"The momentum of the averaged weights is {ema}; it must be at least 0 and below 1, such as 0.99.");
        if (options.GradientAccumulationSteps < 1 || (long)options.GradientAccumulationSteps * options.BatchSize > int.MaxValue)
            throw new GliaException($"The gradient accumulation steps are {options.GradientAccumulationSteps:N0}; there must be at least " +
                $"1, and no more than {int.MaxValue:N0} rows in all of them.");
        if (!LeafTree.IsCount(options.Leaves))
            throw new GliaException($"The leaves are {options.Leaves:N0}; their number must be a power of two from 1 to " +
                $"{FitOptions.MostLeaves:N0}.");
        RequireLeaves(options.Processes?.Count ?? 1, options.Leaves);
        if (options.StepsPerEpoch < 1) throw new GliaException($"Steps per epoch are {options.StepsPerEpoch}; there must be at least 1.");
        data = AsTrained(data, options);
        Adapt(data);
        Schedule.Reset();
        using var loop = new FitLoop(this, data, options);
        return loop.Run();
    }

    /// <summary>How the network does on a data set, as in use: nothing is dropped, running statistics count.</summary>
    /// <param name="data">The rows and what is true of them.</param>
    /// <param name="cancellationToken">Ends the call early; asked before each few hundred rows.</param>
    /// <exception cref="GliaException">The data do not fit the network or the loss.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Evaluation Evaluate(Dataset data, CancellationToken cancellationToken = default) => Evaluate(data, null, cancellationToken);

    /// <summary>The same by several processes, to the same bits.</summary>
    internal Evaluation Evaluate(Dataset data, Peers? peers, CancellationToken cancellationToken)
    {
        Check(data);
        _evaluator ??= new Evaluator(Network, _lossOfOutput, Workers, Metrics, TargetScaler);
        return _evaluator.Run(data, peers, cancellationToken);
    }

    /// <summary>The network with what using it needs, to save it and to ask it about raw rows.</summary>
    /// <param name="scaler">How the training data were scaled; null if they were not. Every row asked about is scaled alike.</param>
    /// <returns>
    /// A model over the same weights, with the loss, the <see cref="TargetScaler"/>, and from the data of the last <see cref="Fit"/> the
    /// class names and whether they were labels. Scaled targets are numbers, and so are the answers where the data have more classes than
    /// the network can tell apart: such a model has no class names.
    /// </returns>
    public Model ToModel(Scaler? scaler = null) => new(Network)
    {
        Preprocessing = scaler is null ? null : new Preprocessing { Scaler = scaler },
        TargetScaler = TargetScaler,
        AnswersLabels = _answersLabels,
        ClassNames = NamesOfAnswers(),
        Loss = LossCatalogue.ToJson(_lossOfOutput),
    };

    /// <summary>Checks that a data set fits the network and the loss.</summary>
    /// <param name="data">What is to be learned from.</param>
    /// <exception cref="GliaException">It does not.</exception>
    public void Check(Dataset data)
    {
        if (data.Rows == 0) throw new GliaException("The data have no rows; there is nothing to learn from.");
        Network.RequireSamples(data.Inputs.Shape, "but the data have");
        Loss.Check(data.Targets, Network.OutputShape);
        // Names that were numbered on their own may mean other classes by the same numbers.
        if (_classNames is { } learned && data.ClassNames is { } names && !learned.AsSpan().SequenceEqual(names))
        {
            string both = $"The classes of the data are {Listed(names)} but it learned {Listed(learned)}";
            throw new GliaException($"{both}; number them alike with classNames.");
        }
    }

    // Those of labels are one an output, those of classes one a class that the output can answer.
    private string[]? NamesOfAnswers()
    {
        if (_classNames is null || TargetScaler is not null) return null;
        if (_answersLabels) return _classNames.Length == Network.OutputShape.Last ? _classNames : null;
        return OutputNames.Of(_classNames, Network.OutputShape);
    }

    internal static void RequireLeaves(int processes, int leaves)
    {
        if (processes <= leaves) return;
        throw new GliaException($"There are {processes:N0} processes and {(leaves == 1 ? "one leaf" : $"{leaves:N0} leaves")}, of which " +
            $"each process computes at least one; set leaves (--leaves) to {BitOperations.RoundUpToPowerOf2((uint)processes):N0} or " +
            "more, or start fewer processes.");
    }

    private static string Listed(string[] names) => string.Join(", ", names.Take(5)) + (names.Length > 5 ? ", …" : "");

    internal void EpochDone() => Epochs++;

    /// <summary>The loss as the network's output is compared, whatever it is computed from.</summary>
    internal Loss LossOfOutput => _lossOfOutput;

    /// <summary>The data with what each row counts in training.</summary>
    internal Dataset AsTrained(Dataset data, FitOptions options) => options.ClassWeight is { } byClass
        ? data.WithTrainingWeights(RowWeights.ByClass(data, byClass, Network.OutputShape))
        : data;

    /// <summary>Goes on after so many steps and epochs, with weights that are there already.</summary>
    internal void GoOn(long steps, int epochs) => (Steps, Epochs) = (steps, epochs);

    // Once, before the first step: layers that take numbers from the training rows get them from those of this first data set.
    private void Adapt(Dataset data)
    {
        if (_adapted) return;
        _adapted = true;
        Network.Adapt(data, again: false, Workers);
    }

    private void Plan(int rows, Workers workers)
    {
        // Leaves have memory of their own.
        if (rows == 0) return;
        if (_memory is null || _memory.Workspace.Capacity < rows) _memory = new BatchMemory(this, rows, workers, isLeaf: false);
        _memory.Workspace.Workers = workers;
    }

    private bool CanAddToWeights()
    {
        // What runs depth first reads its weights again after the first rows have changed them.
        if (!Optimizer.IsPlain || _memory!.Workspace.RunsDepthFirst) return false;
        for (int i = 0; i < Network.Parameters.Count; i++)
        {
            Parameter parameter = Network.Parameters[i];
            if (!parameter.Trainable || !parameter.Regularizer.IsNone || !parameter.Layer.AddsGradients) return false;
        }
        return true;
    }

    // Keras adds l1 * sum(|w|) + l2 * sum(w^2) to the loss it shows; the optimizer adds the gradient of it.
    private double Penalty()
    {
        double penalty = 0;
        for (int i = 0; i < Network.Parameters.Count; i++)
        {
            Parameter parameter = Network.Parameters[i];
            if (parameter.Regularizer.L1 != 0) penalty += parameter.Regularizer.L1 * Reduce.SumOfMagnitudes(Network.Weights[parameter]);
            if (parameter.Regularizer.L2 != 0) penalty += parameter.Regularizer.L2 * Reduce.SumOfSquares(Network.Weights[parameter]);
        }
        return penalty;
    }
}
