using System.Globalization;

namespace Glia.DoctorBench.Scoring;

/// <summary>Which pairs were shown to be pairs, kept between runs:
/// training thousands of twins takes longer than examining the faulty ones.</summary>
internal sealed class PairList
{
    // In accuracy or explained variance: below it nobody would miss the repair.
    private const double LeastHarm = 0.01;

    private readonly SortedDictionary<string, (bool Kept, double Gain, string Why)> _lines = new(StringComparer.Ordinal);

    /// <summary>Whether the case is to be examined: its pair holds, or was not looked at yet.</summary>
    public bool Keeps(string name) => !_lines.TryGetValue(name, out var line) || line.Kept;

    /// <summary>Whether mending changes nothing worth having: the pair was dropped,
    /// and not because luck decides more than the fault.</summary>
    public bool Harmless(string name) => _lines.TryGetValue(name, out var line) && !line.Kept && line.Gain < LeastHarm;

    /// <summary>The pairs that were dropped.</summary>
    public IReadOnlyList<(string Name, string Why)> Dropped =>
        [.. _lines.Where(line => !line.Value.Kept).Select(line => (line.Key, line.Value.Why))];

    /// <summary>Notes a pair.</summary>
    /// <param name="name">The case.</param>
    /// <param name="kept">Whether the pair holds.</param>
    /// <param name="gain">How much better the mended program is, on average.</param>
    /// <param name="why">The scores.</param>
    public void Note(string name, bool kept, double gain, string why)
    {
        lock (_lines) _lines[name] = (kept, gain, why);
    }

    /// <summary>Notes a pair of experiments.</summary>
    public void Note(Pair pair) => Note(pair.Case.Name, pair.Holds, pair.Gains.Average(), Scores(pair));

    /// <summary>Forgets pairs of cases that are no more.</summary>
    public void Keep(IEnumerable<string> names)
    {
        var known = names.ToHashSet();
        foreach (string gone in _lines.Keys.Where(name => !known.Contains(name)).ToList()) _lines.Remove(gone);
    }

    private static string Scores(Pair pair)
    {
        double Mean(IReadOnlyList<Judge.Outcome> of, Func<Judge.Outcome, double> figure) => of.Average(figure);
        double score = Mean(pair.Faulty, one => one.Score), mended = Mean(pair.Mended, one => one.Score);
        return pair.Case.Harm switch
        {
            Cases.Harm.FlatteringReport => string.Create(CultureInfo.InvariantCulture,
                $"reports {Mean(pair.Faulty, one => one.Reported):0.000}, is worth {score:0.000}"),
            Cases.Harm.FalseLoss => string.Create(CultureInfo.InvariantCulture,
                $"{score:0.000}, mended {mended:0.000}; reports a loss of {Mean(pair.Faulty, one => one.ReportedLoss):G3}, " +
                    $"mended {Mean(pair.Mended, one => one.ReportedLoss):G3}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{score:0.000}, mended {mended:0.000}"),
        };
    }

    /// <summary>Reads the list; an empty one if the file does not exist.</summary>
    public static PairList Read(string path)
    {
        var list = new PairList();
        if (!File.Exists(path)) return list;
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] cells = line.Split('"');
            string[] middle = cells[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
            list.Note(cells[1], middle[0] == "kept", double.Parse(middle[1], CultureInfo.InvariantCulture), cells[3]);
        }
        return list;
    }

    /// <summary>Writes the list.</summary>
    public void Write(string path) =>
        File.WriteAllText(path, "case,kept,gain,scores\n" + string.Concat(_lines.Select(line =>
            string.Create(CultureInfo.InvariantCulture,
                $"\"{line.Key}\",{(line.Value.Kept ? "kept" : "dropped")},{line.Value.Gain:0.000},\"{line.Value.Why}\"\n"))));
}
