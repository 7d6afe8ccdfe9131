using System.Globalization;
using System.Text;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>The epochs of a run as a table other programs read: <c>history.csv</c> of a run folder.</summary>
internal static class HistoryCsv
{
    /// <summary>The columns in order: Keras' names, then what Glia measures besides.</summary>
    public const string Header = "epoch,loss,accuracy,val_loss,val_accuracy,test_loss,test_accuracy,learning_rate,samples,seconds,samples_per_second,best";

    /// <summary>The table. A value that does not exist is an empty cell.</summary>
    /// <param name="epochs">A row each.</param>
    /// <param name="classes">Whether there is an accuracy.</param>
    public static string Write(IEnumerable<EpochReport> epochs, bool classes)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (EpochReport epoch in epochs) text.Append(Line(epoch, classes));
        return text.ToString();
    }

    /// <summary>One row of the table with its line end.</summary>
    /// <param name="epoch">What it tells.</param>
    /// <param name="classes">Whether there is an accuracy.</param>
    public static string Line(EpochReport epoch, bool classes) => string.Join(',',
        epoch.Epoch.ToString(CultureInfo.InvariantCulture), Number(epoch.Loss), Number(classes ? epoch.Accuracy : null),
        Number(epoch.Validation?.Loss), Number(classes ? epoch.Validation?.Accuracy : null),
        Number(epoch.Test?.Loss), Number(classes ? epoch.Test?.Accuracy : null),
        Number(epoch.Rate), epoch.Samples.ToString(CultureInfo.InvariantCulture),
        Number(Math.Round(epoch.Seconds, 6)),
        Number(epoch.Seconds > 0 ? Math.Round(epoch.Samples / epoch.Seconds) : null), epoch.IsBest ? "1" : "0") + "\n";

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
