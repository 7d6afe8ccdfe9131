using Glia.Data;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;
using Glia.Random;

namespace Glia.Training.Leaves;

/// <summary>The memory in which rows are computed together, and the computation: from the data to the gradients.</summary>
internal sealed class BatchMemory
{
    private readonly Trainer _trainer;
    private readonly Tensor _targets;
    private readonly float[] _rowWeights;
    private readonly OwnUnits? _own;

    /// <summary>Takes the memory.</summary>
    /// <param name="trainer">Whose network.</param>
    /// <param name="rows">The most rows at a time.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="isLeaf">Whether these rows are one of the parts of a batch, which are computed at the same time.</param>
    public BatchMemory(Trainer trainer, int rows, Workers workers, bool isLeaf)
    {
        _trainer = trainer;
        _targets = Tensor.Allocate(trainer.Network.OutputShape, rows);
        _rowWeights = new float[rows];
        _own = trainer.TargetScaler is { } scaler ? new OwnUnits(scaler, trainer.Network.OutputShape, rows) : null;
        Workspace = new Workspace(trainer.Network, rows, workers, training: true, lossTakesLogits: trainer.TakesLogits, keepOutputs: false)
        {
            KeepsStatisticsApart = isLeaf,
        };
    }

    /// <summary>Activations and gradients.</summary>
    public Workspace Workspace { get; }

    /// <summary>How answers are judged.</summary>
    public Accuracy AccuracyOf(Dataset data) =>
        Accuracy.For(data.Targets, _trainer.Network.OutputShape, _trainer.TakesLogits || _trainer.LossOfOutput.AnswersBySign);

    /// <summary>The forward pass, and the loss with its gradient in the output.</summary>
    /// <param name="data">Where the rows come from.</param>
    /// <param name="rows">Row numbers.</param>
    /// <param name="pass">Which pass over the data, which decides how a row that is a picture is changed.</param>
    /// <param name="random">Decides what dropout drops.</param>
    public BatchFigures Forward(Dataset data, ReadOnlySpan<int> rows, uint pass, RandomStream random)
    {
        Loss loss = _trainer.Loss;
        data.GatherForTraining(rows, Workspace.Input.Take(rows.Length).Values, _trainer.Seed, pass, Workspace.Workers);
        Tensor targets = _targets.Take(rows.Length);
        loss.Gather(data.Targets, rows, targets);
        Tensor outputs = Workspace.ForwardTraining(rows.Length, random);
        Accuracy accuracy = AccuracyOf(data);
        ReadOnlySpan<float> mask = Workspace.OutputMask(rows.Length);
        int hits = accuracy.Hits(outputs, data.Targets, rows, mask);
        ReadOnlySpan<float> weights = RowWeights.Gather(data.TrainingWeights ?? data.SampleWeights, rows, _rowWeights);
        double seen = loss.Compute(outputs, targets, Workspace.LossGradient(rows.Length), weights, mask);
        double own = _own?.Loss(loss, outputs, targets, weights, mask) ?? seen;
        return new BatchFigures(seen, own, hits, accuracy.Answers(rows.Length, mask));
    }

    /// <summary>The backward pass of the rows whose forward pass ran last; all its gradients are multiplied by a factor.</summary>
    public void Backward(int rows, RandomStream random, float factor)
    {
        Scale(rows, factor);
        Workspace.Backward(rows, random);
    }

    /// <summary>The same, but gradient times factor is added to the weights.</summary>
    public void BackwardIntoWeights(int rows, RandomStream random, float factor)
    {
        Scale(rows, factor);
        Workspace.BackwardIntoWeights(rows, random);
    }

    // A backward pass is linear: the gradient in the output is the smallest place to multiply.
    private void Scale(int rows, float factor)
    {
        if (factor == 1) return;
        Span<float> gradient = Workspace.LossGradient(rows).Values;
        Elementwise.Scale(factor, gradient, gradient);
    }
}
