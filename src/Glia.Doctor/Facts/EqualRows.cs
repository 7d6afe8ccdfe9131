namespace Glia.Doctor.Facts;

/// <summary>Training rows with equal inputs, and how their labels agree.</summary>
internal sealed class EqualRows
{
    // Many more equal pairs than columns that know nothing of each other would give; related columns give some more, never so many.
    // Convention.
    private const double FarMore = 300;

    // Deviations that chance does not reach.
    private const double Deviations = 4;

    private readonly Part _train;
    private readonly TargetView _targets;
    private readonly double _pairs, _agreeing;
    private readonly int[] _conflicts;

    /// <summary>Groups the rows by their fingerprints.</summary>
    public EqualRows(Part train, TargetView targets)
    {
        (_train, _targets) = (train, targets);
        _conflicts = new int[targets.Classes];
        int right = 0;
        var groups = Enumerable.Range(0, train.Rows).GroupBy(row => train.Scan.Fingerprints[row]);
        foreach (int[] group in groups.Select(group => group.ToArray()))
        {
            int[] counts = group.Length == 1 ? [1] : [.. group.CountBy(row => targets.Labels[row]).Select(same => same.Value)];
            int best = counts.Max();
            right += best;
            _pairs += Pairs(group.Length);
            _agreeing += counts.Sum(Pairs);
            if (best == group.Length) continue;
            InConflict += group.Length;
            foreach (int row in group) _conflicts[targets.Labels[row]]++;
            Example ??= (group[0], group.First(row => targets.Labels[row] != targets.Labels[group[0]]));
        }
        Ceiling = (double)right / train.Rows;
    }

    /// <summary>The share of the rows for which anybody can be right.</summary>
    public double Ceiling { get; }

    /// <summary>How many rows have an equal row with another label.</summary>
    public int InConflict { get; }

    /// <summary>How many of them carry this label.</summary>
    public int ConflictsOf(int label) => _conflicts[label];

    /// <summary>Two equal rows with different labels; null if there are none.</summary>
    public (int First, int Other)? Example { get; }

    /// <summary>Whether rows are so rich that equal ones must be copies.</summary>
    public bool AreCopies
    {
        get
        {
            Sample sample = _train.Sample;
            double expected = Pairs(_train.Rows);
            var column = new float[sample.Count];
            foreach (int j in _train.Statistics.Varying)
            {
                for (int i = 0; i < column.Length; i++) column[i] = sample[i][j];
                expected *= column.CountBy(value => value).Sum(same => Pairs(same.Value)) / Pairs(sample.Count);
            }
            return _pairs > FarMore * expected;
        }
    }

    /// <summary>
    /// Whether equal rows agree less often than rows drawn by chance, although features that say anything at all make them agree more.
    /// </summary>
    public bool Disagree
    {
        get
        {
            double chance = _targets.Counts().Sum(Pairs) / Pairs(_targets.Labels.Count);
            return _agreeing < chance * _pairs - Deviations * Math.Sqrt(_pairs * chance * (1 - chance));
        }
    }

    private static double Pairs(int rows) => rows * (rows - 1.0) / 2;
}
