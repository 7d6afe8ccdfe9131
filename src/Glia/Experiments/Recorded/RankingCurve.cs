namespace Glia.Experiments.Recorded;

/// <summary>
/// How well a network tells two classes apart whatever the threshold: each point is one threshold, from the one that says yes to nothing to
/// the one that says yes to all.
/// </summary>
/// <param name="Positive">What the class is called that a yes means.</param>
/// <param name="Rows">How many rows were asked.</param>
/// <param name="PositiveRows">How many of them are of that class.</param>
/// <param name="Area">
/// The area under the ROC curve: how often a row of the class has a higher score than a row of the other, equal scores counting half
/// (Hanley and McNeil 1982).
/// </param>
/// <param name="AveragePrecision">
/// The precision at each threshold, weighted by how much recall it adds: the area under the precision-recall curve without interpolation,
/// as scikit-learn's <c>average_precision_score</c>.
/// </param>
/// <param name="Points">The points, threshold falling; of many an even choice by rows.</param>
public sealed record RankingCurve(
    string Positive, int Rows, int PositiveRows, double Area, double AveragePrecision, IReadOnlyList<RankingPoint> Points)
{
    // As many as a chart of usual width can show.
    private const int MostPoints = 200;

    /// <summary>The curve of scores; null where one of the classes has no row, or a score is not finite.</summary>
    /// <param name="positive">What the class is called.</param>
    /// <param name="scores">The score of each row: the higher, the more it is of the class.</param>
    /// <param name="isPositive">Whether each row is of it.</param>
    public static RankingCurve? Of(string positive, float[] scores, bool[] isPositive)
    {
        int positives = isPositive.Count(one => one), negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0 || !Array.TrueForAll(scores, float.IsFinite)) return null;
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(Array.ConvertAll(order, row => -scores[row]), order);
        var points = new List<RankingPoint> { new(double.PositiveInfinity, 0, 0, 1) };
        double area = 0, precisions = 0;
        int hits = 0, misses = 0;
        for (int at = 0; at < order.Length;)
        {
            (int hitsBefore, int missesBefore) = (hits, misses);
            float score = scores[order[at]];
            // Rows of one score are one threshold.
            for (; at < order.Length && scores[order[at]] == score; at++)
            {
                if (isPositive[order[at]]) hits++;
                else misses++;
            }
            double precision = (double)hits / (hits + misses);
            area += (double)(misses - missesBefore) * (hits + hitsBefore) / 2;
            precisions += (hits - hitsBefore) * precision;
            points.Add(new(score, (double)hits / positives, (double)misses / negatives, precision));
        }
        return new RankingCurve(positive, scores.Length, positives, area / positives / negatives, precisions / positives, Thinned(points));
    }

    // Where the curve moves most there are most thresholds: those that are left lie evenly along it.
    private static List<RankingPoint> Thinned(List<RankingPoint> points)
    {
        if (points.Count <= MostPoints) return points;
        var kept = new List<RankingPoint>(MostPoints) { points[0] };
        foreach (RankingPoint point in points)
        {
            double moved = point.TruePositives - kept[^1].TruePositives + point.FalsePositives - kept[^1].FalsePositives;
            if (moved >= 2.0 / (MostPoints - 2)) kept.Add(point);
        }
        if (kept[^1] != points[^1]) kept.Add(points[^1]);
        return kept;
    }
}

/// <summary>What a threshold does.</summary>
/// <param name="Threshold">A row with at least this score is a yes; infinite where none is.</param>
/// <param name="TruePositives">The share of the rows of the class that are a yes: the recall.</param>
/// <param name="FalsePositives">The share of the other rows that are a yes.</param>
/// <param name="Precision">The share of the yes that is of the class; 1 without any.</param>
public sealed record RankingPoint(double Threshold, double TruePositives, double FalsePositives, double Precision);
