using System.Globalization;
using Glia.Metrics;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>What stands under the table of epochs: how good the network is, what it confuses, what it predicts, and the verdict.</summary>
internal static class RunReport
{
    private const int MostPairs = 5, MostClasses = 20, BarWidth = 30;

    /// <summary>How the network did on one part of the data.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="part">What the part is called: <c>test</c>.</param>
    /// <param name="evaluation">How it did.</param>
    /// <param name="classNames">What the classes are called; null if the network names no classes.</param>
    public static void Write(IAnsiConsole screen, string part, Evaluation evaluation, IReadOnlyList<string>? classNames)
    {
        Metrics(screen, part, evaluation);
        string loss = EpochTable.Loss(evaluation.Loss);
        if (classNames is null)
        {
            string error = double.IsNaN(evaluation.MeanAbsoluteError) ? "" : $", mean absolute error {EpochTable.Loss(evaluation.MeanAbsoluteError)}";
            screen.MarkupLineInterpolated($"{Title(part)} loss [bold]{loss}[/]{error}");
            return;
        }
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{Title(part)} accuracy [bold]{EpochTable.Percent(evaluation.Accuracy)}[/] ({evaluation.Hits:N0} of {evaluation.Rows:N0}), loss {loss}");
        screen.WriteLine();
        if (evaluation.MostConfused(MostPairs) is { Count: > 0 } pairs)
        {
            screen.MarkupLine("Most confused");
            int width = pairs.Max(pair => Math.Max(classNames[pair.First].Length, classNames[pair.Second].Length));
            foreach ((int first, int second, int count) in pairs)
                screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {classNames[first].PadLeft(width)} and {classNames[second].PadRight(width)} {count,7:N0} time{(count == 1 ? "" : "s")}"));
            screen.WriteLine();
        }
        Histogram(screen, evaluation, classNames);
    }

    private static void Metrics(IAnsiConsole screen, string part, Evaluation evaluation)
    {
        if (evaluation.Metrics.Count > 0)
            screen.WriteLine($"{Title(part)} {string.Join(", ", evaluation.Metrics.Select(metric => $"{metric.Key} {metric.Value:0.####}"))}");
    }

    private static void Histogram(IAnsiConsole screen, Evaluation evaluation, IReadOnlyList<string> classNames)
    {
        int[] predicted = evaluation.PredictedHistogram(), actual = evaluation.TrueHistogram();
        screen.MarkupLine("Predicted classes");
        int most = Math.Max(1, predicted.Max());
        int[] shown = [.. Enumerable.Range(0, classNames.Count).OrderByDescending(c => predicted[c]).Take(MostClasses).Order()];
        int width = shown.Max(c => classNames[c].Length);
        foreach (int c in shown)
        {
            string bar = new('█', (int)Math.Round((double)BarWidth * predicted[c] / most));
            screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {classNames[c].PadLeft(width)} {bar.PadRight(BarWidth)} {predicted[c],8:N0} ({actual[c]:N0} are)"));
        }
        if (classNames.Count > shown.Length) screen.WriteLine($"  and {classNames.Count - shown.Length} classes predicted less often");
        screen.WriteLine();
    }

    private static string Title(string part) => char.ToUpperInvariant(part[0]) + part[1..];
}
