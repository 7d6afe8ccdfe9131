using System.Globalization;
using Glia.Metrics;

namespace Glia.Experiments;

/// <summary>Says in one sentence whether a network learned, and by what that is seen.</summary>
public static class Verdict
{
    /// <summary>The verdict on a network that names classes.</summary>
    /// <param name="evaluation">How it did.</param>
    /// <param name="classNames">What the classes are called, from class 0.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    /// <param name="trained">Whether any step was done.</param>
    public static string Classes(Evaluation evaluation, IReadOnlyList<string> classNames, string part, bool trained)
    {
        int[] actual = evaluation.TrueHistogram(), predicted = evaluation.PredictedHistogram();
        int frequent = Array.IndexOf(actual, actual.Max());
        double guess = (double)actual[frequent] / evaluation.Rows;
        string score = $"{Percent(evaluation.Accuracy)} of the {Count(evaluation.Rows)} {part} are right";
        string guessing = $"always saying {classNames[frequent]} would give {Percent(guess)}";
        if (!trained) return $"It was never trained: {score}; {guessing}.";
        int only = Array.FindIndex(predicted, count => count == predicted.Sum());
        if (actual.Count(count => count > 0) < 2) return $"It cannot be told whether it learned: all {Count(evaluation.Rows)} {part} are of class {classNames[frequent]}; {score}.";
        if (only >= 0) return $"It did not learn: every prediction is class {classNames[only]}, so {score}.";
        // Less than three standard errors above guessing is luck.
        double luck = 3 * Math.Sqrt(guess * (1 - guess) / evaluation.Rows);
        if (evaluation.Accuracy <= guess + luck) return $"It did not learn: {score}; {guessing}.";
        string missing = Missing(actual, predicted, classNames);
        // Half of the way from guessing to perfect.
        return evaluation.Accuracy < (1 + guess) / 2
            ? $"It learned a little: {score}{missing}; {guessing}."
            : $"It learned: {score}{missing}.";
    }

    /// <summary>The verdict on a network that predicts values.</summary>
    /// <param name="evaluation">How it did.</param>
    /// <param name="meanLoss">The loss of always predicting the mean of the training targets.</param>
    /// <param name="part">What the rows are called: <c>test rows</c>.</param>
    /// <param name="trained">Whether any step was done.</param>
    public static string Values(Evaluation evaluation, double meanLoss, string part, bool trained)
    {
        string loss = string.Create(CultureInfo.InvariantCulture, $"its loss on the {Count(evaluation.Rows)} {part} is {evaluation.Loss:G4}");
        string mean = string.Create(CultureInfo.InvariantCulture, $"always predicting the mean gives {meanLoss:G4}");
        string found = !trained ? "It was never trained"
            : evaluation.Loss < 0.5 * meanLoss ? "It learned"
            : evaluation.Loss < 0.99 * meanLoss ? "It learned a little"
            : "It did not learn";
        return $"{found}: {loss}; {mean}.";
    }

    /// <summary>The verdict on a run whose loss left the finite numbers.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step of the run, from 1.</param>
    public static string NotFinite(int epoch, long step) => string.Create(CultureInfo.InvariantCulture,
        $"It did not learn: the loss was no finite number at step {step:N0}, in epoch {epoch}; the weights before that step were kept, and a smaller learning rate or scaled inputs usually mend it.");

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

    private static string Count(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
