using Glia.Report.Reading;

namespace Glia.Report;

/// <summary>A run among others: its name and the figures by which they are compared.</summary>
/// <param name="run">The run.</param>
/// <param name="name">What it is called here.</param>
internal sealed class ComparedRun(RecordedRun run, string name)
{
    private static readonly string[] s_none = ["epoch", "samples", "seconds", "samples_per_second", "best", "learning_rate"];

    /// <summary>The run.</summary>
    public RecordedRun Run => run;

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>The numbers of its epochs.</summary>
    public double[] Epochs => run.History.Numbers;

    /// <summary>What was measured of it, without the part it was measured on.</summary>
    public IEnumerable<string> Metrics => run.History.Names.Where(column => !s_none.Contains(column)).Select(Metric).Distinct()
        .Where(metric => Curve(metric) is not null);

    /// <summary>Whether more of <see cref="Figure"/> is better.</summary>
    public bool HasAccuracy => run.Result is { } result && double.IsFinite(result.Judged("accuracy"));

    /// <summary>What it is judged by: its accuracy, or its loss where there is none; NaN where it did not finish.</summary>
    public double Figure => run.Result is not { } result ? double.NaN : HasAccuracy ? result.Judged("accuracy") : result.Judged("loss");

    /// <summary>Seconds spent in steps; NaN where it did not finish.</summary>
    public double Seconds => run.Result?["train_seconds"] ?? double.NaN;

    /// <summary>How good it is: the more the better, a run that did not finish last.</summary>
    public double Rank => double.IsNaN(Figure) ? double.NegativeInfinity : HasAccuracy ? Figure : -Figure;

    /// <summary>A metric by epoch, on the rows that are closest to being unseen; null where it was not measured.</summary>
    public double[]? Curve(string metric)
    {
        HistoryTable history = run.History;
        string? column = ((string[])[$"val_{metric}", $"test_{metric}", metric]).FirstOrDefault(history.Has);
        return column is null ? null : history[column];
    }

    private static string Metric(string column) => column.StartsWith("val_", StringComparison.Ordinal) ? column[4..]
        : column.StartsWith("test_", StringComparison.Ordinal) ? column[5..] : column;
}
