using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;
using Glia.Report.Reading;

namespace Glia.Report.Panels;

/// <summary>
/// How the run went: loss, accuracy and other metrics by epoch, the loss of the steps behind them, the learning rate below.
/// </summary>
internal static class CurvesPanel
{
    private static readonly string[] s_own = ["epoch", "samples", "seconds", "samples_per_second", "best", "learning_rate"];

    /// <summary>The panel of a run; null where no epoch was finished.</summary>
    public static Panel? Of(RecordedRun run)
    {
        HistoryTable history = run.History;
        if (history.Epochs == 0) return null;
        DataTable table = Table(history);
        IEnumerable<Markup> charts = Charts(history, run.Details?.Steps, run.StepsPerEpoch)
            .Select((chart, i) => (i == 0 ? chart with { Table = table } : chart).ToHtml());
        return new Panel("curves", "How it went", Sentence(history))
        {
            Body = Markup.Of($"<div class=grid2>{charts}</div>"),
            Tables = [table],
        };
    }

    /// <summary>The charts of a run, over or not: its loss first, what was measured besides, its learning rate.</summary>
    /// <param name="history">Its epochs.</param>
    /// <param name="steps">The losses of its steps; null where nobody knows them.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; 0 if unknown.</param>
    public static IReadOnlyList<LineChart> Charts(HistoryTable history, StepLosses? steps, double stepsPerEpoch)
    {
        string[] metrics = [.. history.Names.Where(name => !s_own.Contains(name))
            .Select(Metric).Distinct().Where(metric => Parts(history, metric).Any())];
        Series? behind = Steps(steps, stepsPerEpoch);
        IEnumerable<LineChart> charts = metrics.Select(metric => Chart(history, metric, metric == "loss" ? behind : null));
        return [.. history.Has("learning_rate") ? charts.Append(Rate(history)) : charts];
    }

    private static string Sentence(HistoryTable history)
    {
        double[] loss = history["loss"];
        string epochs = $"{Words.Count(history.Epochs, "epoch")}: the training loss went {Spoken.Way(loss)}";
        string part = history.Has("val_loss") ? "validation" : history.Has("test_loss") ? "test" : "";
        double[] held = part.Length == 0 ? [] : history[part == "validation" ? "val_loss" : "test_loss"];
        string also = held.Length == 0 || !double.IsFinite(held[0]) ? "" : $", the {part} loss {Spoken.Way(held)}";
        string which = history.Best == history.Epochs ? "the last" : $"epoch {history.Best}";
        string best = history.Best == 0 ? "" : $" The best epoch was {which}.";
        return $"{epochs}{also}.{best}";
    }

    private static LineChart Chart(HistoryTable history, string metric, Series? steps)
    {
        bool share = metric.EndsWith("accuracy", StringComparison.Ordinal);
        var lines = new List<Series>();
        foreach ((string column, string part, int look) in Parts(history, metric))
        {
            lines.Add(new Series(part, history.Numbers, history[column])
            {
                Look = look,
                Dots = history.Epochs <= 30,
                Marked = history.Best > 0 && part == (history.Has("val_loss") ? "validation" : "training") ? history.Best - 1 : -1,
            });
        }
        if (steps is not null) lines.Add(steps);
        string description = string.Join("; ", lines.Where(line => !line.Faint)
            .Select(line => $"{line.Name} {Spoken.Way(line.Y)} over {Words.Count(line.Y.Count, "epoch")}"));
        return new LineChart(Name(metric), description, "epoch", lines) { Shares = share };
    }

    // The steps lie between the epochs they make: the first epoch goes from 0 to 1.
    private static Series? Steps(StepLosses? steps, double stepsPerEpoch)
    {
        if (steps is not { Mean.Count: > 1 } || stepsPerEpoch is 0 or double.NaN) return null;
        double[] x = [.. steps.Mean.Select((_, i) => (i + 0.5) * steps.Every / stepsPerEpoch)];
        return new Series("training, by step", x, steps.Mean) { Faint = true, Band = (steps.Least, steps.Most) };
    }

    private static LineChart Rate(HistoryTable history) => new("Learning rate at the end of each epoch",
        Spoken.Way(history["learning_rate"]), "epoch",
        [new Series("", history.Numbers, history["learning_rate"]) { Look = 4, Dots = history.Epochs <= 30 }]);

    private static IEnumerable<(string Column, string Part, int Look)> Parts(HistoryTable history, string metric) =>
        new[] { (metric, "training", 1), ($"val_{metric}", "validation", 2), ($"test_{metric}", "test", 3) }
            .Where(part => history.Has(part.Item1));

    private static string Metric(string column) => column.StartsWith("val_", StringComparison.Ordinal) ? column[4..]
        : column.StartsWith("test_", StringComparison.Ordinal) ? column[5..] : column;

    private static string Name(string metric) => metric switch
    {
        "loss" => "Loss",
        "accuracy" => "Accuracy",
        _ => metric.Replace('_', ' '),
    };

    private static DataTable Table(HistoryTable history)
    {
        string[] names = [.. history.Names.Where(name => name != "best" && history.Has(name))];
        return new DataTable("the epochs", [.. names.Select(name => name.Replace('_', ' '))],
            [.. Enumerable.Range(0, history.Epochs).Select(epoch => (IReadOnlyList<Cell>)[.. names.Select(name => Of(name, epoch))])]);

        Cell Of(string name, int epoch) => name.EndsWith("accuracy", StringComparison.Ordinal)
            ? Cell.Share(history[name][epoch])
            : Cell.Number(history[name][epoch]);
    }
}
