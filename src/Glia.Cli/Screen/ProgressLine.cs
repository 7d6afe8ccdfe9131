using System.Globalization;

namespace Glia.Cli.Screen;

/// <summary>The live line under the table: how far the whole run is, how it goes, and the time it still needs.</summary>
internal static class ProgressLine
{
    private const int BarWidth = 24;

    /// <summary>The line as text.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps of the whole run.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <param name="loss">The mean loss of the last steps.</param>
    /// <param name="perSecond">Rows a second.</param>
    /// <param name="rows">What a row of the data is called: <c>images</c>.</param>
    /// <param name="elapsed">Since training began, evaluations included, so that the time left includes them too.</param>
    public static string Text(long done, long total, long stepsPerEpoch, double loss, double perSecond, string rows, TimeSpan elapsed)
    {
        double share = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        int filled = (int)(share * BarWidth);
        string bar = new string('━', filled) + new string('─', BarWidth - filled);
        long epoch = Math.Min(done / Math.Max(1, stepsPerEpoch) + 1, Math.Max(1, total / Math.Max(1, stepsPerEpoch)));
        string left = done == 0 ? "" : $"  {Duration(elapsed * ((1 - share) / share))} left";
        return string.Create(CultureInfo.InvariantCulture,
            $" epoch {epoch}/{total / Math.Max(1, stepsPerEpoch)} {bar} {100 * share,3:0} %  loss {EpochTable.Loss(loss)}  {perSecond:N0} {rows}/s{left}");
    }

    /// <summary>A time span as people say it.</summary>
    public static string Duration(TimeSpan span) => span.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes:00} min"),
    };
}
