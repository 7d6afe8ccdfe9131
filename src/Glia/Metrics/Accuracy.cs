using Glia.Data;
using Glia.Kernels;

namespace Glia.Metrics;

/// <summary>What counts as a right answer. Chosen from the shapes, as Keras chooses for <c>metrics=["accuracy"]</c>.</summary>
public enum AccuracyKind
{
    /// <summary>One output: right if it lies on the same side of one half as the target.</summary>
    Binary,

    /// <summary>One-hot targets: right if the largest output stands where the largest target stands.</summary>
    Categorical,

    /// <summary>Class numbers: right if the largest output stands at that number.</summary>
    Sparse,
}

/// <summary>Counts right answers: one a row, or one a position where the output has more than one dimension.</summary>
/// <param name="Kind">What counts as right.</param>
/// <param name="Threshold">For one output: above it the answer is 1. One half for probabilities, zero for logits and margins.</param>
/// <param name="Positions">How many answers a row has.</param>
public readonly record struct Accuracy(AccuracyKind Kind, float Threshold, int Positions = 1)
{
    /// <summary>The accuracy Keras would choose for these targets and this output.</summary>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="output">The shape of one row of the network's outputs.</param>
    /// <param name="logits">Whether the outputs are logits, which are above 0 for yes, and no probabilities.</param>
    public static Accuracy For(Targets targets, Shape output, bool logits) => targets.AreLabels && targets.Width == output.Size
        ? new(AccuracyKind.Binary, logits ? 0 : 0.5f, output.Size)
        : new(OneAnswer(targets, output), logits ? 0 : 0.5f, output.Positions);

    /// <summary>Right answers among the rows.</summary>
    /// <param name="outputs">Rows of outputs.</param>
    /// <param name="targets">The data's targets.</param>
    /// <param name="rows">Which target row belongs to each output row.</param>
    /// <param name="mask">Which steps of each output row count, 0 where one does not; empty for all.</param>
    public int Hits(in Tensor outputs, Targets targets, ReadOnlySpan<int> rows, ReadOnlySpan<float> mask = default)
    {
        int hits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> output = outputs.Row(i), target = targets[rows[i]];
            for (int position = 0; position < Positions; position++)
                if (Counts(mask, rows.Length, i, position) && Predicted(output, position) == Expected(target, position)) hits++;
        }
        return hits;
    }

    /// <summary>How many answers of some rows count.</summary>
    internal int Answers(int rows, ReadOnlySpan<float> mask) =>
        mask.IsEmpty ? rows * Positions : rows * Positions / mask.Length * (mask.Length - mask.Count(0f));

    /// <summary>Whether an answer counts.</summary>
    internal bool Counts(ReadOnlySpan<float> mask, int rows, int row, int position) =>
        mask.IsEmpty || mask[(row * Positions + position) / (rows * Positions / mask.Length)] != 0;

    /// <summary>The class that an output row names at a position.</summary>
    /// <param name="output">The outputs for one row.</param>
    /// <param name="position">Which position of it, where a row has several.</param>
    public int Predicted(ReadOnlySpan<float> output, int position) => Predicted(Part(output, position));

    /// <summary>The class that a target row names at a position; -1 if it names none.</summary>
    /// <param name="target">The targets of one row.</param>
    /// <param name="position">Which position of it, where a row has several.</param>
    public int Expected(ReadOnlySpan<float> target, int position) =>
        // A single number a row stands for every position, as the loss broadcasts it.
        Expected(target.Length == 1 ? target : Part(target, position));

    /// <summary>The class that the numbers of one answer name.</summary>
    /// <param name="output">The outputs for one row.</param>
    public int Predicted(ReadOnlySpan<float> output) =>
        Kind == AccuracyKind.Binary ? (output[0] > Threshold ? 1 : 0) : Reduce.ArgMax(output);

    /// <summary>The class that the target of one answer names; -1 if it names none.</summary>
    /// <param name="target">The targets of one row.</param>
    public int Expected(ReadOnlySpan<float> target)
    {
        if (Kind == AccuracyKind.Categorical) return Reduce.ArgMax(target);
        float label = target[0];
        // A loss that answers by the sign has -1 for no as well as 0.
        if (Kind == AccuracyKind.Binary && Threshold == 0 && label == -1) return 0;
        return label == MathF.Floor(label) && label is >= 0 and < int.MaxValue ? (int)label : -1;
    }

    private static AccuracyKind OneAnswer(Targets targets, Shape output) =>
        output.Last == 1 ? AccuracyKind.Binary : targets.Width == output.Size ? AccuracyKind.Categorical : AccuracyKind.Sparse;

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> row, int position) =>
        row.Slice(row.Length / Positions * position, row.Length / Positions);
}
