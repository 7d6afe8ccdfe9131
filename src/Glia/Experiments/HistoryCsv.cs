using System.Globalization;
using System.Text;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>The epochs of a run as a table other programs read: <c>history.csv</c> of a run folder.</summary>
internal static class HistoryCsv
{
    /// <summary>The columns in order: Keras' names, then what Glia measures besides.</summary>
    private const string Columns =
        "epoch,loss,accuracy,val_loss,val_accuracy,test_loss,test_accuracy,learning_rate,samples,seconds,samples_per_second,best";

    /// <summary>The first line with its end: the columns, then two for each metric, <c>val_auc</c> and <c>test_auc</c>.</summary>
    /// <param name="metrics">The names of the metrics.</param>
    public static string Header(IEnumerable<string> metrics) =>
        $"{Columns}{string.Concat(metrics.Select(name => $",val_{name},test_{name}"))}\n";

    /// <summary>The table. A value that does not exist is an empty cell.</summary>
    /// <param name="epochs">A row each.</param>
    /// <param name="classes">Whether there is an accuracy.</param>
    /// <param name="metrics">The names of the metrics.</param>
    public static string Write(IEnumerable<EpochReport> epochs, bool classes, IReadOnlyList<string> metrics)
    {
        var text = new StringBuilder(Header(metrics));
        foreach (EpochReport epoch in epochs) text.Append(Line(epoch, classes, metrics));
        return text.ToString();
    }

    /// <summary>One row of the table with its line end.</summary>
    /// <param name="epoch">What it tells.</param>
    /// <param name="classes">Whether there is an accuracy.</param>
    /// <param name="metrics">The names of the metrics, as in the header.</param>
    public static string Line(EpochReport epoch, bool classes, IReadOnlyList<string> metrics) => string.Join(',',
        epoch.Epoch.ToString(CultureInfo.InvariantCulture), Number(epoch.Loss), Number(classes ? epoch.Accuracy : null),
        Number(epoch.Validation?.Loss), Number(classes ? epoch.Validation?.Accuracy : null),
        Number(epoch.Test?.Loss), Number(classes ? epoch.Test?.Accuracy : null),
        Number(epoch.Rate), epoch.Samples.ToString(CultureInfo.InvariantCulture),
        Number(Math.Round(epoch.Seconds, 6)),
        Number(epoch.Seconds > 0 ? Math.Round(epoch.Samples / epoch.Seconds) : null), epoch.IsBest ? "1" : "0")
        + string.Concat(metrics.Select(name => $",{Number(Measured(epoch.Validation, name))},{Number(Measured(epoch.Test, name))}")) + "\n";

    // A metric that has no value for these rows is an empty cell, as in summary.json it is null.
    private static double? Measured(Evaluation? evaluation, string metric) =>
        evaluation?.Metrics.Where(one => one.Key == metric && double.IsFinite(one.Value))
            .Select(one => (double?)one.Value).FirstOrDefault();

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
