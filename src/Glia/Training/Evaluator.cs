using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;

namespace Glia.Training;

/// <summary>Runs a network over a data set as in use and counts: its own forward pass on the rows it scores, nothing kept from training.</summary>
public sealed class Evaluator
{
    // Rows at a time: enough to fill the threads, and for very wide layers few enough for 64 MiB a layer.
    private const int MostRows = 500, MostNumbers = 1 << 24;

    private readonly Network _network;
    private readonly Loss _loss;
    private readonly bool _logits;
    private readonly Workspace _workspace;
    private readonly Tensor _targets;
    private readonly int[] _rows;
    private readonly float[] _weights;

    /// <summary>An evaluator of a network.</summary>
    /// <param name="network">The network; its weights may change between runs.</param>
    /// <param name="loss">The loss of its output.</param>
    /// <param name="workers">The threads to use.</param>
    public Evaluator(Network network, Loss loss, Workers workers)
    {
        Loss? together = loss.TogetherWith(network.OutputActivation);
        _network = network;
        _loss = together ?? loss;
        _logits = together is not null || loss.FromLogits;
        int widest = network.Layers.Max(layer => Math.Max(layer.InputShape.Size, layer.OutputShape.Size));
        int chunk = Math.Clamp(MostNumbers / widest, 1, MostRows);
        _workspace = new Workspace(network, chunk, workers, lossTakesLogits: together is not null);
        _targets = Tensor.Allocate(network.OutputShape, chunk);
        _rows = new int[chunk];
        _weights = new float[chunk];
    }

    /// <summary>Evaluates every row of a data set.</summary>
    public Evaluation Run(Dataset data)
    {
        Accuracy accuracy = Accuracy.For(data.Targets, _network.OutputShape, _logits);
        int classes = Math.Max(2, _network.OutputShape.Last), positions = _network.OutputShape.Positions;
        var confusion = new ConfusionMatrix(classes);
        double lossSum = 0, differenceSum = 0;
        int hits = 0;
        for (int start = 0; start < data.Rows; start += _rows.Length)
        {
            int count = Math.Min(_rows.Length, data.Rows - start);
            Span<int> rows = _rows.AsSpan(0, count);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            data.Inputs.Gather(rows, _workspace.Input.Take(count).Values);
            Tensor outputs = _workspace.ForwardToLoss(count), targets = _targets.Take(count);
            _loss.Gather(data.Targets, rows, targets);
            lossSum += _loss.Compute(outputs, targets, default, RowWeights.Gather(data.SampleWeights, rows, _weights)) * (_loss.Reduction == Reduction.Mean ? count : 1);
            if (!_logits) differenceSum += Kernels.Losses.MeanAbsoluteError(outputs.Values, targets.Values, count, outputs.Shape.Size, 1, default);
            for (int answer = 0; answer < count * positions; answer++)
            {
                (int row, int position) = Math.DivRem(answer, positions);
                int predicted = accuracy.Predicted(outputs.Row(row), position), expected = accuracy.Expected(data.Targets[start + row], position);
                if (predicted == expected) hits++;
                if (expected >= 0 && expected < classes) confusion.Add(expected, predicted);
            }
        }
        // A loss that sums over the batch is shown for a row all the same, so that parts of different sizes can be compared.
        return new Evaluation(data.Rows, data.Rows * positions, lossSum / data.Rows, hits, confusion, _logits ? double.NaN : differenceSum / data.Rows);
    }
}
