using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Metrics;
using Glia.Training.Leaves;

namespace Glia.Training;

/// <summary>
/// Runs a network over a data set as in use and counts: its own forward pass on the rows it scores, nothing kept from training.
/// </summary>
public sealed class Evaluator
{
    // Rows at a time: enough to fill the threads, and for very wide layers few enough for 64 MiB a layer.
    private const int MostRows = 500, MostNumbers = 1 << 24;

    private static readonly MeanAbsoluteError Difference = new();

    private readonly Network _network;
    private readonly Loss _loss;
    private readonly bool _logits, _bySign;
    private readonly bool _together;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly ActivationFunction? _toProbabilities;   // where the network itself ends in logits
    private readonly Tensor _probabilities;
    private readonly Workspace _workspace;
    private readonly Tensor _targets;
    private readonly int[] _rows;
    private readonly float[] _weights;
    private readonly OwnUnits? _own;

    // Where the loss takes logits, for data in several views: their mean is one of answers.
    private readonly Lazy<Evaluator>? _ofAnswers;

    /// <summary>An evaluator of a network.</summary>
    /// <param name="network">The network; its weights may change between runs.</param>
    /// <param name="loss">The loss of its output.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="metrics">What to measure besides loss and accuracy; the evaluator's own from now on.</param>
    /// <param name="targetScaler">How the targets of the data were scaled, so that losses are those of their own units;
    /// null for not at all.</param>
    public Evaluator(Network network, Loss loss, Workers workers, IReadOnlyList<Metric>? metrics = null, TargetScaler? targetScaler = null)
        : this(network, loss, workers, metrics, targetScaler, loss.TogetherWith(network.OutputActivation))
    {
        if (_together) _ofAnswers = new(() => new Evaluator(network, loss, workers, metrics, targetScaler, together: null));
    }

    private Evaluator(
        Network network, Loss loss, Workers workers, IReadOnlyList<Metric>? metrics, TargetScaler? targetScaler, Loss? together)
    {
        _network = network;
        _loss = together ?? loss;
        _together = together is not null;
        _logits = _together || loss.FromLogits;
        _bySign = _logits || loss.AnswersBySign;
        _metrics = metrics ?? [];
        int widest = network.Layers.Max(layer => Math.Max(layer.InputShape.Size, layer.OutputShape.Size));
        int chunk = Math.Clamp(MostNumbers / widest, 1, MostRows);
        _workspace = new Workspace(network, chunk, workers, lossTakesLogits: together is not null, keepOutputs: false);
        _targets = Tensor.Allocate(network.OutputShape, chunk);
        if (loss.FromLogits && _metrics.Count > 0)
        {
            _toProbabilities = loss.ProbabilitiesBy ?? "softmax";
            _probabilities = Tensor.Allocate(network.OutputShape, chunk);
        }
        _rows = new int[chunk];
        _weights = new float[chunk];
        _own = targetScaler is null ? null : new OwnUnits(targetScaler, network.OutputShape, chunk);
    }

    /// <summary>Evaluates every row of a data set.</summary>
    /// <param name="data">The rows and what is true of them.</param>
    /// <param name="cancellationToken">Ends the call early; asked before each few hundred rows. The evaluator can be used again.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public Evaluation Run(Dataset data, CancellationToken cancellationToken = default) => Run(data, null, cancellationToken);

    /// <summary>The same by several processes, to the same bits.</summary>
    internal Evaluation Run(Dataset data, Peers? peers, CancellationToken cancellationToken)
    {
        if (data.Views is not null && _ofAnswers is { } ofAnswers) return ofAnswers.Value.Run(data, peers, cancellationToken);
        SharedOutputs? shared = peers is null ? null : SharedOutputs.For(_network, _workspace, peers);
        Accuracy accuracy = Accuracy.For(data.Targets, _network.OutputShape, _bySign);
        int classes = accuracy.Kind == AccuracyKind.Binary ? 2 : Math.Max(2, _network.OutputShape.Last), positions = accuracy.Positions;
        var confusion = new ConfusionMatrix(classes);
        LabelCounts? labels = data.Targets.AreLabels ? new LabelCounts(_network.OutputShape.Last) : null;
        R2Score? explained = _logits || data.Targets.Width != _network.OutputShape.Size ? null : new R2Score();
        explained?.Begin(data.Targets, _network.OutputShape);
        double lossSum = 0, scaledSum = 0, differenceSum = 0;
        int hits = 0, unanswered = 0, answers = 0;
        foreach (Metric metric in _metrics) metric.Begin(data.Targets, _network.OutputShape);
        for (int start = 0; start < data.Rows; start += _rows.Length)
        {
            int count = Math.Min(_rows.Length, data.Rows - start);
            Tensor outputs = _workspace.LossInput(count), targets = _targets.Take(count);
            if (shared is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Forward(start, count);
            }
            else
            {
                shared.Fill(start, data.Rows, Forward, outputs, cancellationToken);
            }
            Span<int> rows = Numbered(start, count);
            ReadOnlySpan<float> mask = _workspace.OutputMask(count);
            answers += accuracy.Answers(count, mask);
            _loss.Gather(data.Targets, rows, targets);
            ReadOnlySpan<float> weights = RowWeights.Gather(data.SampleWeights, rows, _weights);
            int times = _loss.Reduction == Reduction.Mean ? count : 1;
            (Tensor ownOutputs, Tensor ownTargets) = _own is null ? (outputs, targets) : _own.Of(outputs, targets);
            lossSum += _loss.Compute(ownOutputs, ownTargets, default, weights, mask) * times;
            if (_own is not null) scaledSum += _loss.Compute(outputs, targets, default, weights, mask) * times;
            if (!_logits) differenceSum += Difference.Compute(ownOutputs, ownTargets, default, default, mask) * count;
            explained?.Add(ownOutputs, ownTargets);
            Measure(ownOutputs, ownTargets, count);
            bool finite = Reduce.AllFinite(outputs.Values);
            for (int answer = 0; answer < count * positions; answer++)
            {
                (int row, int position) = Math.DivRem(answer, positions);
                if (!accuracy.Counts(mask, count, row, position)) continue;
                // The largest of numbers that are none is no class.
                if (!finite && !Reduce.AllFinite(outputs.Row(row)))
                {
                    if (position == 0) unanswered++;
                    continue;
                }
                int predicted = accuracy.Predicted(outputs.Row(row), position),
                    expected = accuracy.Expected(data.Targets[start + row], position);
                if (predicted == expected) hits++;
                if (expected >= 0 && expected < classes) confusion.Add(expected, predicted);
                labels?.Add(position % labels.Count, expected == 1, predicted == 1);
            }
            // At each step of a sequence the same labels are asked for.
            labels?.AddRows(accuracy.Answers(count, mask) / labels.Count);
        }
        // A loss that sums over the batch is shown for a row all the same, so that parts of different sizes can be compared.
        return new Evaluation(data.Rows, answers, lossSum / data.Rows, hits, confusion,
            _logits ? double.NaN : differenceSum / data.Rows)
        {
            ScaledLoss = (_own is null ? lossSum : scaledSum) / data.Rows,
            R2 = explained is { TargetsVary: true } ? explained.Value : double.NaN,
            TargetsAreConstant = explained is { TargetsVary: false },
            Labels = labels,
            UnansweredRows = unanswered,
            Views = data.Views?.Count ?? 1,
            Metrics = [.. _metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Value))],
        };

        Tensor Forward(int first, int some)
        {
            Span<int> rows = Numbered(first, some);
            if (data.Views is { } views) return ViewsForward.Run(_workspace, views, rows);
            data.Inputs.Gather(rows, _workspace.Input.Take(some).Values);
            return _workspace.ForwardToLoss(some);
        }
    }

    private Span<int> Numbered(int start, int count)
    {
        Span<int> rows = _rows.AsSpan(0, count);
        for (int i = 0; i < count; i++) rows[i] = start + i;
        return rows;
    }

    // Metrics see what the network answers, and probabilities where it answers logits.
    private void Measure(Tensor outputs, in Tensor targets, int count)
    {
        if (_metrics.Count == 0) return;
        if (_together) outputs = _workspace.ForwardFromLoss(count);
        if (_toProbabilities is { } function)
        {
            Tensor probabilities = _probabilities.Take(count);
            function.Forward(outputs, probabilities, _workspace.Workers);
            outputs = probabilities;
        }
        foreach (Metric metric in _metrics) metric.Add(outputs, targets);
    }
}
