using System.Globalization;
using Glia.Metrics;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>What stands under the table of epochs: how good the network is, what it confuses, what it predicts, and the verdict.</summary>
internal static class RunReport
{
    private const int MostPairs = 5, MostClasses = 20, WidestBar = 30, Counts = 25, LabelNumbers = 48;

    /// <summary>How the network did on one part of the data.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="part">What the part is called: <c>test</c>.</param>
    /// <param name="evaluation">How it did.</param>
    /// <param name="classNames">What the classes are called; null if the network names no classes.</param>
    /// <param name="perfectLoss">The loss of perfect answers; above 0 where labels are smoothed.</param>
    /// <param name="labelNames">What the labels are called where there are several a row.</param>
    public static void Write(IAnsiConsole screen, string part, Evaluation evaluation, IReadOnlyList<string>? classNames, double perfectLoss,
        IReadOnlyList<string>? labelNames = null)
    {
        Metrics(screen, part, evaluation);
        if (evaluation.Views > 1) screen.WriteLine($"Each answer is the mean of those to {evaluation.Views} views of a picture.");
        string loss = EpochTable.Loss(evaluation.Loss), accuracy = EpochTable.Percent(evaluation.Accuracy);
        if (evaluation.UnansweredRows == evaluation.Rows)
        {
            screen.MarkupLineInterpolated($"{Title(part)} loss [bold]{loss}[/]");
            return;
        }
        if (evaluation.Labels is { } labels)
        {
            screen.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"{Title(part)} accuracy [bold]{accuracy}[/] of {evaluation.Answers:N0} answers, F1 {labels.MacroF1:0.00}, loss {loss}");
            if (labelNames is not null) Labels(screen, labels, labelNames);
            return;
        }
        if (classNames is null)
        {
            string error = double.IsNaN(evaluation.MeanAbsoluteError)
                ? ""
                : $", mean absolute error {EpochTable.Loss(evaluation.MeanAbsoluteError)}";
            string explained = double.IsNaN(evaluation.R2) ? ""
                : $", R² {(Math.Abs(evaluation.R2) < 1000 ? $"{evaluation.R2:0.00}" : EpochTable.Loss(evaluation.R2))}";
            screen.MarkupLineInterpolated($"{Title(part)} loss [bold]{loss}[/]{error}{explained}");
            return;
        }
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{Title(part)} accuracy [bold]{accuracy}[/] ({evaluation.Hits:N0} of {evaluation.Answers:N0}), loss {loss}");
        if (perfectLoss > 0) screen.WriteLine($"(labels are smoothed: a perfect loss is {EpochTable.Loss(perfectLoss)})");
        screen.WriteLine();
        int room = screen.Profile.Width;
        if (evaluation.MostConfused(MostPairs) is { Count: > 0 } pairs)
        {
            screen.MarkupLine("Most confused");
            int width = Math.Min(pairs.Max(pair => Math.Max(classNames[pair.First].Length, classNames[pair.Second].Length)),
                (room - 22) / 2);
            foreach ((int first, int second, int count) in pairs)
                screen.WriteLine($"  {Cut(classNames[first], width).PadLeft(width)} and {Cut(classNames[second], width).PadRight(width)} " +
                    $"{count,7:N0} time{(count == 1 ? "" : "s")}");
            screen.WriteLine();
        }
        Classes(screen, evaluation, classNames);
    }

    private static void Metrics(IAnsiConsole screen, string part, Evaluation evaluation)
    {
        if (evaluation.Metrics.Count > 0)
            screen.WriteLine($"{Title(part)} " +
                $"{string.Join(", ", evaluation.Metrics.Select(metric => $"{metric.Key} {metric.Value:0.####}"))}");
    }

    // A line a class: how often it is predicted, how many rows are of it, and how many of these were found.
    private static void Classes(IAnsiConsole screen, Evaluation evaluation, IReadOnlyList<string> classNames)
    {
        int[] predicted = evaluation.PredictedHistogram(), actual = evaluation.TrueHistogram();
        int most = Math.Max(1, predicted.Max());
        int[] shown = [.. Enumerable.Range(0, classNames.Count).OrderByDescending(c => predicted[c]).Take(MostClasses).Order()];
        int room = screen.Profile.Width - Counts - 4;
        int width = Math.Min(Math.Max("class".Length, shown.Max(c => classNames[c].Length)), Math.Max("class".Length, room - 6));
        int bars = Math.Clamp(room - width, 0, WidestBar);
        screen.WriteLine($"  {"class".PadLeft(width)} {new string(' ', bars)} {"predicted",9} {"are",7} {"recall",7}");
        foreach (int c in shown)
        {
            string bar = new('█', (int)Math.Round((double)bars * predicted[c] / most));
            string recall = actual[c] == 0 ? "" : $"{100.0 * evaluation.Confusion(c, c) / actual[c]:0.0} %";
            screen.WriteLine($"  {Cut(classNames[c], width).PadLeft(width)} {bar.PadRight(bars)} {predicted[c],9:N0} " +
                $"{actual[c],7:N0} {recall,7}");
        }
        End(screen, classNames.Count - shown.Length, "class", "classes", "predicted less often");
    }

    // A line a label: how many rows have it, how well it is found, and how often the answer is right against always the same answer.
    private static void Labels(IAnsiConsole screen, LabelCounts labels, IReadOnlyList<string> names)
    {
        int[] shown = [.. Enumerable.Range(0, labels.Count).OrderByDescending(labels.Yes).Take(MostClasses).Order()];
        int room = Math.Max("label".Length, screen.Profile.Width - LabelNumbers - 3);
        int width = Math.Min(Math.Max("label".Length, shown.Max(label => names[label].Length)), room);
        screen.WriteLine();
        screen.WriteLine($"  {"label".PadLeft(width)} {"are",7} {"precision",9} {"recall",7} {"F1",4} {"right",7} {"guessing",8}");
        foreach (int label in shown)
        {
            string precision = labels.Said(label) == 0 ? "" : Share(labels.Precision(label));
            string recall = labels.Yes(label) == 0 ? "" : Share(labels.Recall(label));
            screen.WriteLine($"  {Cut(names[label], width).PadLeft(width)} {labels.Yes(label),7:N0} {precision,9} {recall,7} " +
                $"{labels.F1(label),4:0.00} {Share(labels.Accuracy(label)),7} {Share(labels.GuessingOf(label)),8}");
        }
        End(screen, labels.Count - shown.Length, "label", "labels", "of fewer rows");

        static string Share(double share) => $"{100 * share:0.0} %";
    }

    // The end of a table that has not all lines.
    private static void End(IAnsiConsole screen, int others, string one, string many, string which)
    {
        if (others > 0) screen.WriteLine($"  and {others} {(others == 1 ? one : many)} {which}");
        screen.WriteLine();
    }

    private static string Cut(string name, int width) => name.Length <= width ? name : name[..Math.Max(0, width - 1)] + "…";

    private static string Title(string part) => char.ToUpperInvariant(part[0]) + part[1..];
}
