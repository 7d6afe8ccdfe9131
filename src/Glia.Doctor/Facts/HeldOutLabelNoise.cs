using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>
/// How often the majority of the nearest training rows contradicts the labels of a held-back part, and those of the training rows that lie
/// nearest to it. Classes that overlap overlap in both; labels that were spoiled in the training part contradict their neighbours there and
/// not in the other. A held-back part that is merely easier lies where the training rows are easy too. This also shows wrong labels of two
/// classes, which nothing tells from an overlap otherwise.
/// <para>Only pairs are asked whose rows are each the other's nearest of the other part. Among many sparse columns a few rows are the
/// nearest of very many others (hubs: Radovanovic et al., JMLR 2010), and such rows are no sample of their part.</para>
/// </summary>
/// <param name="Part">The held-back part.</param>
/// <param name="Training">The share of training rows next to held-back ones whose neighbours carry another label.</param>
/// <param name="Held">The same share of the held-back rows.</param>
/// <param name="Error">The standard error of the difference.</param>
internal sealed record HeldOutLabelNoise(string Part, double Training, double Held, double Error)
{
    // Rows and pairs of rows that say anything, rows that are asked, and neighbours of each. Convention.
    private const int Fewest = 60, MostRows = 1500, Asked = 15;

    // Half the sum of the distances between the shares of the classes: a part of other shares is easier or harder. Convention.
    private const double OtherShares = 0.1;

    /// <summary>The share of training labels that are wrong where those of the other part are right.</summary>
    public double Wrong => Training - Held;

    /// <summary>
    /// Compares; null where the parts are too small, or hold other shares of the classes, which makes one of them easier.
    /// </summary>
    public static HeldOutLabelNoise? Between(Part train, Part part, TargetView targets)
    {
        if (part.Data.Targets.Width != targets.Width || part.Sample.Width != train.Sample.Width || !part.Scan.AllFinite) return null;
        Sample learned = Sample.Of(train.Data, MostRows), held = Sample.Of(part.Data, MostRows);
        if (learned.Count < Fewest || held.Count < Fewest) return null;
        float[] labels = LabelsOf(train.Data, learned, targets), heldLabels = LabelsOf(part.Data, held, targets);
        if (SharesApart(labels, heldLabels) > OtherShares) return null;
        // Scaled together; what is too different in scale is another finding.
        var ((own, width), (other, _)) = (train.Form.AsColumns(learned), part.Form.AsColumns(held));
        if (Columns.Comparable([.. own, .. other], learned.Count + held.Count, width) is not { } all) return null;
        float[] x = all[..own.Length], asking = all[own.Length..];
        Neighbours aroundHeld = new(x, learned.Count, asking, held.Count, width, Asked);
        Neighbours heldAround = new(asking, held.Count, x, learned.Count, width, 1);
        int[] pairs = [.. Enumerable.Range(0, held.Count).Where(row => heldAround[aroundHeld[row][0]][0] == row)];
        if (pairs.Length < Fewest) return null;
        var aroundLearned = new Neighbours(x, learned.Count, width, Asked);
        double training = Contradicted(aroundLearned, labels, labels, pairs.Select(row => aroundHeld[row][0]));
        double there = Contradicted(aroundHeld, labels, heldLabels, pairs);
        double error = Math.Sqrt((training * (1 - training) + there * (1 - there)) / pairs.Length);
        return new HeldOutLabelNoise(part.Name, training, there, error);
    }

    /// <summary>The share of training rows whose neighbours carry another label, each row left out; 0 where nothing varies.</summary>
    public static double Within(Part train, TargetView targets)
    {
        Sample rows = Sample.Of(train.Data, MostRows);
        float[] labels = LabelsOf(train.Data, rows, targets);
        var (inputs, width) = train.Form.AsColumns(rows);
        if (Columns.Comparable(inputs, rows.Count, width) is not { } x) return 0;
        return Contradicted(new Neighbours(x, rows.Count, width, Asked), labels, labels, Enumerable.Range(0, rows.Count));
    }

    private static float[] LabelsOf(Dataset data, Sample sample, TargetView targets) =>
        Array.ConvertAll(sample.Rows, row => targets.ClassOf(data.Targets[row]));

    private static double SharesApart(float[] some, float[] others) =>
        0.5 * some.Union(others).Sum(label => Math.Abs(
            some.Average(one => one == label ? 1.0 : 0) - others.Average(one => one == label ? 1.0 : 0)));

    private static double Contradicted(Neighbours neighbours, float[] labels, float[] own, IEnumerable<int> rows) => rows.Average(row =>
    {
        var votes = new Dictionary<float, int>();
        foreach (int neighbour in neighbours[row]) votes[labels[neighbour]] = votes.GetValueOrDefault(labels[neighbour]) + 1;
        return votes.MaxBy(vote => vote.Value).Key != own[row] ? 1.0 : 0;
    });
}
