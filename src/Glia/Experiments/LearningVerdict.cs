using System.Globalization;
using Glia.Metrics;

namespace Glia.Experiments;

/// <summary>Whether a network learned, and one sentence that says by what that is seen.</summary>
/// <param name="Learned">Whether it learned.</param>
/// <param name="Sentence">One sentence in the user's own numbers.</param>
public sealed record LearningVerdict(Learned Learned, string Sentence)
{
    // The relative standard error of a mean of squared errors is sqrt(2 / rows):
    // below 8 rows it is more than the half that divides the verdicts.
    private const int FewestValues = 8;

    /// <summary>The verdict on a network that names classes.</summary>
    /// <param name="evaluation">How it did.</param>
    /// <param name="classNames">What the classes are called, from class 0.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    /// <param name="trained">Whether any step was done.</param>
    public static LearningVerdict Classes(Evaluation evaluation, IReadOnlyList<string> classNames, string part, bool trained)
    {
        int[] actual = evaluation.TrueHistogram(), predicted = evaluation.PredictedHistogram();
        int frequent = Array.IndexOf(actual, actual.Max());
        double guess = (double)actual[frequent] / evaluation.Answers;
        string are = evaluation.Answers == 1 ? "is" : "are";
        // A sequence has an answer at each step.
        string answers = evaluation.Answers == evaluation.Rows ? "" : $"{Count(evaluation.Answers)} answers to the ";
        string score = $"{Percent(evaluation.Accuracy)} of the {answers}{Counted(evaluation.Rows, part)} {are} right";
        string guessing = $"always saying {classNames[frequent]} would give {Percent(guess)}";
        if (!trained) return Of(Learned.NeverTrained, score, guessing);
        // Less than three standard errors above guessing is luck. Where even all right would be no more than that nothing can be told, and
        // where half of the way from guessing to perfect is no more, the rows are too few to tell what was reached from luck.
        double luck = 3 * Math.Sqrt(guess * (1 - guess) / evaluation.Answers), halfway = (1 + guess) / 2;
        int only = Array.FindIndex(predicted, count => count == predicted.Sum());
        // The loss takes the whole part of a label, and nothing that can be answered is equal to the rest of it.
        int unnamed = evaluation.Answers - actual.Sum();
        if (unnamed > 0)
            return new(Learned.Unknown,
                $"It cannot be told whether it learned: {Count(unnamed)} of the {Counted(evaluation.Answers, part)} have a label " +
                $"that is no whole number and names no class; {score}.");
        if (evaluation.Rows > 1 && actual.Count(count => count > 0) < 2)
            return new(Learned.Unknown, $"It cannot be told whether it learned: all {Count(evaluation.Rows)} {part} are of class " +
                $"{classNames[frequent]}; {score}.");
        if (guess + luck >= 1) return new(Learned.Unknown, $"{TooFew(evaluation.Rows)}: {score}; {guessing}.");
        if (only >= 0) return new(Learned.NotAtAll, $"It did not learn: every prediction is class {classNames[only]}, so {score}.");
        if (evaluation.Accuracy > guess && evaluation.Accuracy <= guess + luck && halfway <= guess + luck)
            return new(Learned.Unknown, $"It cannot be told whether it learned: {score}, and {Count(evaluation.Rows)} are too few to " +
                $"tell that from luck; {guessing}.");
        if (evaluation.Accuracy <= guess + luck) return Of(Learned.NotAtAll, score, guessing);
        string missing = Missing(actual, predicted, classNames);
        return Of(evaluation.Accuracy < halfway ? Learned.ALittle : Learned.Well, score + missing, guessing);
    }

    /// <summary>The verdict on a network that answers several yes/no questions a row.</summary>
    /// <param name="evaluation">How it did, with its <see cref="Evaluation.Labels"/>.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    /// <param name="trained">Whether any step was done.</param>
    public static LearningVerdict Labels(Evaluation evaluation, string part, bool trained)
    {
        LabelCounts labels = evaluation.Labels!;
        double guess = labels.Guessing, luck = 3 * Math.Sqrt(guess * (1 - guess) / evaluation.Answers);
        string score = $"{Percent(evaluation.Accuracy)} of the answers to {labels.Count} labels of the {Counted(evaluation.Rows, part)} " +
            $"are right, F1 {labels.MacroF1:0.00}";
        string guessing = $"always giving each label its more frequent answer would give {Percent(guess)}";
        if (!trained) return Of(Learned.NeverTrained, score, guessing);
        if (guess + luck >= 1) return new(Learned.Unknown, $"{TooFew(evaluation.Rows)}: {score}; {guessing}.");
        if (evaluation.Accuracy <= guess + luck) return Of(Learned.NotAtAll, score, guessing);
        return Of(evaluation.Accuracy < (1 + guess) / 2 ? Learned.ALittle : Learned.Well, score, guessing);
    }

    /// <summary>The verdict on a network that predicts values.</summary>
    /// <param name="evaluation">How it did.</param>
    /// <param name="meanLoss">The loss of always predicting the mean of the training targets.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    /// <param name="trained">Whether any step was done.</param>
    public static LearningVerdict Values(Evaluation evaluation, double meanLoss, string part, bool trained)
    {
        string explained = Explained(evaluation.R2);
        string loss = $"its loss on the {Counted(evaluation.Rows, part)} is {Loss(evaluation.Loss)}{explained}";
        string mean = $"always predicting the mean gives {Loss(meanLoss)}";
        if (trained && evaluation.TargetsAreConstant && evaluation.Rows > 1)
            return new(Learned.Unknown, $"It cannot be told whether it learned: all {Count(evaluation.Rows)} {part} have the same " +
                $"target; {loss}, {mean}.");
        if (trained && evaluation.Rows < FewestValues) return new(Learned.Unknown, $"{TooFew(evaluation.Rows)}: {loss}; {mean}.");
        // A share of a loss below 0 means nothing: with some losses that is usual, and with cross-entropy it comes of targets that it does
        // not take.
        double share = meanLoss < 0 ? 1 - evaluation.R2 : evaluation.Loss / meanLoss;
        if (trained && meanLoss < 0 && double.IsNaN(share))
            return new(Learned.Unknown, $"It cannot be told from a loss below 0 whether it learned: {loss}; {mean}.");
        Learned learned = !trained ? Learned.NeverTrained
            : share < 0.5 ? Learned.Well
            : share < 0.99 ? Learned.ALittle
            : Learned.NotAtAll;
        return Of(learned, loss, mean);
    }

    /// <summary>The verdict on a run whose loss left the finite numbers.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step of the run, from 1.</param>
    public static LearningVerdict NotFinite(int epoch, long step) =>
        new(Learned.NotAtAll, $"It did not learn: the loss became NaN or infinite at step {step:N0}, in epoch {epoch}; " +
            "the weights before that step were kept.");

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;

    // By what it is seen, and what would be had without learning.
    private static LearningVerdict Of(Learned learned, string measured, string without)
    {
        string found = learned switch
        {
            Learned.NeverTrained => "It was never trained",
            Learned.NotAtAll => "It did not learn",
            Learned.ALittle => "It learned a little",
            _ => "It learned",
        };
        return new(learned, $"{found}: {measured}; {without}.");
    }

    private static string TooFew(int rows) =>
        rows == 1 ? "It cannot be told from 1 row whether it learned" : $"It cannot be told from {Count(rows)} rows whether it learned";

    private static string Missing(int[] actual, int[] predicted, IReadOnlyList<string> classNames)
    {
        int[] never = [.. Enumerable.Range(0, actual.Length).Where(c => actual[c] > 0 && predicted[c] == 0)];
        return never.Length switch
        {
            0 => "",
            1 => $", and class {classNames[never[0]]} is never predicted",
            _ => $", and {never.Length} of {actual.Count(count => count > 0)} classes are never predicted",
        };
    }

    private static string Counted(int rows, string part) => $"{Count(rows)} {(rows == 1 ? part[..^1] : part)}";

    private static string Count(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    // With a comma before it, as it follows the loss. Of a run beyond all bounds it would have sixty digits.
    private static string Explained(double r2) => double.IsNaN(r2) ? ""
        : $", R² {(Math.Abs(r2) < 1000 ? r2.ToString("0.00", CultureInfo.InvariantCulture) : Loss(r2))}";

    // Four digits, and a power of ten written as the table of the epochs writes it: 2.873e14.
    internal static string Loss(double loss)
    {
        string digits = loss.ToString("G4", CultureInfo.InvariantCulture);
        return digits.Contains('E', StringComparison.Ordinal) ? loss.ToString("0.###e0", CultureInfo.InvariantCulture) : digits;
    }

    private static string Percent(double share) => $"{100 * share:0.00} %";
}
