using System.Globalization;
using System.Text;
using Glia.Training;

namespace Glia.Cli.Screen;

/// <summary>The table of epochs: a header and a line an epoch, each known as soon as its epoch is over, in columns that stay where they are.</summary>
/// <param name="classes">Whether there is an accuracy.</param>
/// <param name="validation">Whether there is a validation part.</param>
/// <param name="test">Whether there is a test part.</param>
/// <param name="rows">What a row of the data is called: <c>images</c>.</param>
internal sealed class EpochTable(bool classes, bool validation, bool test, string rows)
{
    /// <summary>The names of the columns.</summary>
    public string Header()
    {
        var line = new StringBuilder("   epoch");
        Names(line, "");
        if (validation) Names(line, "val ");
        if (test) Names(line, "test ");
        return line.Append(CultureInfo.InvariantCulture, $"{rows + "/s",12}{"seconds",10}").ToString();
    }

    /// <summary>One epoch. An asterisk marks the best so far.</summary>
    /// <param name="epoch">What it measured.</param>
    /// <param name="best">Whether to mark it.</param>
    public string Row(EpochReport epoch, bool best)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $" {(best ? '*' : ' ')}{epoch.Epoch,6}");
        Values(line, epoch.Loss, epoch.Accuracy);
        if (validation) Values(line, epoch.Validation?.Loss, epoch.Validation?.Accuracy);
        if (test) Values(line, epoch.Test?.Loss, epoch.Test?.Accuracy);
        double rate = epoch.Seconds > 0 ? epoch.Samples / epoch.Seconds : 0;
        return line.Append(CultureInfo.InvariantCulture, $"{rate,12:N0}{epoch.Seconds,10:0.00}").ToString();
    }

    /// <summary>A loss in the form every screen shows it.</summary>
    public static string Loss(double loss) =>
        !double.IsFinite(loss) ? loss.ToString(CultureInfo.InvariantCulture)
        : Math.Abs(loss) is >= 1e5 or (> 0 and < 1e-4) ? loss.ToString("0.00e0", CultureInfo.InvariantCulture)
        : loss.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A share in the form every screen shows it.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    private void Names(StringBuilder line, string part)
    {
        line.Append(CultureInfo.InvariantCulture, $"{part + "loss",12}");
        if (classes) line.Append(CultureInfo.InvariantCulture, $"{(part.Length == 0 ? "accuracy" : part + "acc"),10}");
    }

    private void Values(StringBuilder line, double? loss, double? accuracy)
    {
        line.Append(CultureInfo.InvariantCulture, $"{(loss is { } l ? Loss(l) : ""),12}");
        if (classes) line.Append(CultureInfo.InvariantCulture, $"{(accuracy is { } a ? Percent(a) : ""),10}");
    }
}
