namespace Glia.Report.Charts;

/// <summary>Leaves of a long line what can be seen: the first and the last point, and the lowest and highest of each stretch.</summary>
internal static class Thinning
{
    // More points than pixels nobody sees.
    private const int MostPoints = 1000;

    /// <summary>The line with at most a thousand points; spikes stay.</summary>
    public static Series Of(Series series)
    {
        int count = series.X.Count;
        if (count <= MostPoints || series.Names is not null) return series;
        // Two points a stretch.
        int stretches = MostPoints / 2;
        var kept = new SortedSet<int> { 0, count - 1 };
        if (series.Marked >= 0) kept.Add(series.Marked);
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int from = (int)((long)stretch * count / stretches), to = (int)((long)(stretch + 1) * count / stretches);
            (int low, int high) = (from, from);
            for (int i = from; i < to; i++)
            {
                if (!(series.Y[low] <= series.Y[i])) low = i;
                if (!(series.Y[high] >= series.Y[i])) high = i;
            }
            kept.Add(low);
            kept.Add(high);
        }
        int[] all = [.. kept];
        return series with
        {
            X = [.. all.Select(i => series.X[i])],
            Y = [.. all.Select(i => series.Y[i])],
            Marked = Array.IndexOf(all, series.Marked),
            Band = series.Band is { } band ? ([.. all.Select(i => band.Low[i])], [.. all.Select(i => band.High[i])]) : null,
        };
    }
}
