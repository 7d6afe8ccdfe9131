namespace Glia.Cli.Screen;

/// <summary>The live line under the table: how far the whole run is, how it goes, and the time it still needs.</summary>
internal static class ProgressLine
{
    private const int WidestBar = 24, NarrowestBar = 6;

    /// <summary>The line as text.</summary>
    /// <param name="done">Steps done.</param>
    /// <param name="total">Steps of the whole run.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <param name="loss">The mean loss of the last steps.</param>
    /// <param name="perSecond">Rows a second.</param>
    /// <param name="rows">What a row of the data is called: <c>images</c>.</param>
    /// <param name="elapsed">Since training began, evaluations included, so that the time left includes them too.</param>
    /// <param name="width">How long the line may be; on a narrow screen the bar is short, and speed is left out first.</param>
    public static string Text(long done, long total, long stepsPerEpoch, double loss, double perSecond, string rows,
        TimeSpan elapsed, int width)
    {
        double share = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        long epochs = total / Math.Max(1, stepsPerEpoch);
        long epoch = Math.Min(done / Math.Max(1, stepsPerEpoch) + 1, Math.Max(1, epochs));
        string before = $" epoch {epoch}/{epochs} ";
        string after = $" {100 * share,3:0} %  loss {EpochTable.Loss(loss)}";
        string speed = $"  {perSecond:N0} {rows}/s";
        string left = done == 0 ? "" : $"  {Duration(elapsed * ((1 - share) / share))} left";
        if (before.Length + NarrowestBar + after.Length + speed.Length + left.Length > width) speed = "";
        int bar = Math.Clamp(width - before.Length - after.Length - speed.Length - left.Length, 0, WidestBar), filled = (int)(share * bar);
        string line = $"{before}{new string('━', filled)}{new string('─', bar - filled)}{after}{speed}{left}";
        return line.Length > width ? line[..width] : line;
    }

    /// <summary>A time span as people say it.</summary>
    public static string Duration(TimeSpan span) => span.TotalSeconds switch
    {
        < 10 => $"{span.TotalSeconds:0.0} s",
        < 100 => $"{span.TotalSeconds:0} s",
        _ => Words.Minutes(span),
    };
}
