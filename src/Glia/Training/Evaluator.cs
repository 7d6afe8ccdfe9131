using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;

namespace Glia.Training;

/// <summary>Runs a network over a data set as in use and counts: its own forward pass on the rows it scores, nothing kept from training.</summary>
public sealed class Evaluator
{
    private const int Chunk = 500;

    private readonly Network _network;
    private readonly Loss _loss;
    private readonly bool _logits;
    private readonly Workspace _workspace;
    private readonly Tensor _targets;

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
        _workspace = new Workspace(network, Chunk, workers, lossTakesLogits: together is not null);
        _targets = Tensor.Allocate(network.OutputShape, Chunk);
    }

    /// <summary>Evaluates every row of a data set.</summary>
    public Evaluation Run(Dataset data)
    {
        Accuracy accuracy = Accuracy.For(data.Targets, _network.OutputShape, _logits);
        int classes = Math.Max(2, _network.OutputShape.Size);
        var confusion = new int[classes, classes];
        double lossSum = 0, differenceSum = 0;
        int hits = 0;
        Span<int> rows = new int[Chunk];
        for (int start = 0; start < data.Rows; start += Chunk)
        {
            int count = Math.Min(Chunk, data.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            data.Inputs.Gather(rows[..count], _workspace.Input.Take(count).Values);
            Tensor outputs = _workspace.ForwardToLoss(count), targets = _targets.Take(count);
            _loss.Gather(data.Targets, rows[..count], targets);
            lossSum += _loss.Compute(outputs, targets, default) * (_loss.Reduction == Reduction.Mean ? count : 1);
            if (!_logits) differenceSum += Kernels.Losses.MeanAbsoluteError(outputs.Values, targets.Values, count, outputs.Shape.Size, 1, default);
            for (int i = 0; i < count; i++)
            {
                int predicted = accuracy.Predicted(outputs.Row(i)), expected = accuracy.Expected(data.Targets[start + i]);
                if (predicted == expected) hits++;
                if (expected >= 0 && expected < classes) confusion[expected, predicted]++;
            }
        }
        return new Evaluation(data.Rows, lossSum / data.Rows, hits, confusion, _logits ? double.NaN : differenceSum / data.Rows);
    }
}
