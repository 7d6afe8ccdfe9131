using System.Globalization;
using Glia.Data;
using Glia.Kernels;
using Glia.Metrics;

namespace Glia.Experiments;

/// <summary>What is said of rows to which a network gives no answer: its outputs are NaN or infinite.</summary>
internal static class Unanswered
{
    private const int RowsAtOnce = 500;

    /// <summary>A verdict that says so; the same where every row is answered.</summary>
    /// <param name="verdict">The verdict on the answers.</param>
    /// <param name="evaluation">What it was made of.</param>
    /// <param name="network">The network that answers.</param>
    /// <param name="inputs">What it was given.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    public static LearningVerdict Said(LearningVerdict verdict, Evaluation evaluation, Network network, Features inputs, string part)
    {
        if (evaluation.UnansweredRows == 0) return verdict;
        string which = $"{evaluation.UnansweredRows.ToString("N0", CultureInfo.InvariantCulture)} {part}";
        string why = Why(network, inputs);
        return evaluation.UnansweredRows == evaluation.Rows
            ? new(Learned.NotAtAll, $"It did not learn: its outputs for all {which} are NaN or infinite, because {why}.")
            : verdict with { Sentence = $"{verdict.Sentence} Its outputs for {which} are NaN or infinite, because {why}." };
    }

    private static string Why(Network network, Features inputs)
    {
        const string SmallerSteps = "train it again with a smaller learning rate";
        ReadOnlySpan<float> weights = network.Weights.All;
        int broken = 0;
        foreach (float weight in weights)
            if (!float.IsFinite(weight)) broken++;
        if (broken > 0)
            return $"{broken:N0} of its {network.ParameterCount:N0} weights {(broken == 1 ? "is" : "are")}; {SmallerSteps}";
        float heaviest = Reduce.MaxAbs(weights), widest = 0;
        int[] rows = new int[RowsAtOnce];
        float[] held = new float[RowsAtOnce * inputs.Shape.Size];
        for (int start = 0; start < inputs.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, inputs.Rows - start);
            for (int i = 0; i < count; i++) rows[i] = start + i;
            Span<float> some = held.AsSpan(0, count * inputs.Shape.Size);
            inputs.Gather(rows.AsSpan(0, count), some);
            widest = Math.Max(widest, Reduce.MaxAbs(some));
        }
        string advice = heaviest > widest ? SmallerSteps : "scale the inputs and train it again";
        return $"its weights reach {LearningVerdict.Loss(heaviest)} and its inputs {LearningVerdict.Loss(widest)}, whose sums " +
            $"are larger than any number it can hold; {advice}";
    }
}
