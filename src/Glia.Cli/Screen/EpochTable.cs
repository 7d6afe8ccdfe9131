using System.Globalization;
using System.Text;
using Glia.Training;

namespace Glia.Cli.Screen;

/// <summary>
/// The table of epochs: a header and a line an epoch, each known as soon as its epoch is over, in columns that stay where they are. On a
/// screen too narrow for all of them, speed and time are left out and the others stand closer.
/// </summary>
internal sealed class EpochTable
{
    private readonly bool _classes, _validation, _test, _roomy;
    private readonly string _rows;

    /// <summary>A table.</summary>
    /// <param name="classes">Whether there is an accuracy.</param>
    /// <param name="validation">Whether there is a validation part.</param>
    /// <param name="test">Whether there is a test part.</param>
    /// <param name="rows">What a row of the data is called: <c>images</c>.</param>
    /// <param name="width">The width of the screen.</param>
    public EpochTable(bool classes, bool validation, bool test, string rows, int width)
    {
        (_classes, _validation, _test, _rows) = (classes, validation, test, rows);
        _roomy = true;
        _roomy = Header().Length <= width;
    }

    /// <summary>The names of the columns.</summary>
    public string Header()
    {
        var line = new StringBuilder(_roomy ? "   epoch" : " epoch");
        Names(line, "");
        if (_validation) Names(line, "val ");
        if (_test) Names(line, "test ");
        if (_roomy) line.Append(CultureInfo.InvariantCulture, $"{_rows + "/s",12}{"seconds",10}");
        return line.ToString();
    }

    /// <summary>One epoch. An asterisk marks the best so far.</summary>
    /// <param name="epoch">What it measured.</param>
    /// <param name="best">Whether to mark it.</param>
    public string Row(EpochReport epoch, bool best)
    {
        var line = new StringBuilder();
        char mark = best ? '*' : ' ';
        if (_roomy) line.Append(CultureInfo.InvariantCulture, $" {mark}{epoch.Epoch,6}");
        else line.Append(CultureInfo.InvariantCulture, $"{mark}{epoch.Epoch,5}");
        Values(line, "", epoch.Loss, epoch.Accuracy);
        if (_validation) Values(line, "val ", epoch.Validation?.Loss, epoch.Validation?.Accuracy);
        if (_test) Values(line, "test ", epoch.Test?.Loss, epoch.Test?.Accuracy);
        double rate = epoch.Seconds > 0 ? epoch.Samples / epoch.Seconds : 0;
        if (_roomy) line.Append(CultureInfo.InvariantCulture, $"{rate,12:N0}{epoch.Seconds,10:0.00}");
        return line.ToString();
    }

    /// <summary>A loss in the form every screen shows it: at most eight characters.</summary>
    public static string Loss(double loss) =>
        !double.IsFinite(loss) ? loss.ToString(CultureInfo.InvariantCulture)
        : Math.Abs(loss) is >= 1e5 or (> 0 and < 1e-4) ? loss.ToString("0.00e0", CultureInfo.InvariantCulture)
        : loss.ToString(Math.Abs(loss) < 1000 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>A share in the form every screen shows it.</summary>
    public static string Percent(double share) => $"{100 * share:0.00} %";

    private void Names(StringBuilder line, string part)
    {
        line.Append((part + "loss").PadLeft(LossWidth(part)));
        if (_classes) line.Append((part.Length == 0 && _roomy ? "accuracy" : part + "acc").PadLeft(ShareWidth(part)));
    }

    private void Values(StringBuilder line, string part, double? loss, double? accuracy)
    {
        line.Append((loss is { } l ? Loss(l) : "").PadLeft(LossWidth(part)));
        if (_classes) line.Append((accuracy is { } a ? Share(a) : "").PadLeft(ShareWidth(part)));
    }

    // A blank between the longest name, or the longest number, and the column before.
    private int LossWidth(string part) => _roomy ? 12 : Math.Max(9, part.Length + 5);

    private int ShareWidth(string part) => _roomy ? 10 : Math.Max(8, part.Length + 4);

    private string Share(double share) => _roomy ? Percent(share) : $"{100 * share:0.0} %";
}
