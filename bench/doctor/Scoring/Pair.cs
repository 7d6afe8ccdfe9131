using System.Collections.Concurrent;
using Glia.DoctorBench.Cases;

namespace Glia.DoctorBench.Scoring;

/// <summary>A case and its mended twin, trained over several seeds.</summary>
internal sealed record Pair(Case Case, IReadOnlyList<Judge.Outcome> Faulty, IReadOnlyList<Judge.Outcome> Mended)
{
    // One-sided 5 % points of Student's t for n - 1 degrees of freedom, n = 2 to 10.
    private static readonly double[] s_t = [6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83];

    /// <summary>How much better the mended program is, seed by seed; for a flattering report,
    /// how much the report promises too much.</summary>
    public IEnumerable<double> Gains => Case.Harm == Harm.FlatteringReport
        ? Faulty.Select(one => one.Reported - one.Score)
        : Faulty.Zip(Mended, (faulty, mended) => mended.Score - faulty.Score);

    // A loss is false that is off by a quarter, with every seed.
    private const double FalseBy = 0.25;

    // In accuracy or explained variance above guessing.
    private const double LeastLearned = 0.05;

    /// <summary>Whether the harm is there; what could be learned is what the mended program learns above guessing.</summary>
    public bool Holds => Case.Harm switch
    {
        Harm.FlatteringReport => IsGain([.. Gains], 0),
        Harm.FalseLoss =>
            LearnsMore || Faulty.Zip(Mended).All(pair => Math.Abs(pair.First.ReportedLoss / pair.Second.ReportedLoss - 1) > FalseBy),
        _ => LearnsMore,
    };

    // A twin that knows next to nothing either was not mended by this alone.
    private bool LearnsMore => Learnable > LeastLearned && IsGain([.. Gains], Learnable);

    private double Learnable => Mended.Average(one => one.Score - one.Guess);

    /// <summary>
    /// Whether gains are worth finding: on average at least 5 % of what could be learned (at least 0.01), and beyond chance by a paired
    /// one-sided t test at 5 %. A program that loses less than that is not sick, whatever was done to it.
    /// </summary>
    /// <param name="gains">The gain of each seed.</param>
    /// <param name="learnable">What could be learned.</param>
    public static bool IsGain(double[] gains, double learnable)
    {
        double mean = gains.Average();
        if (mean < Math.Max(0.01, 0.05 * learnable)) return false;
        if (gains.Length < 2) return true;
        double deviation = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1));
        return mean > s_t[Math.Min(gains.Length - 2, s_t.Length - 1)] * deviation / Math.Sqrt(gains.Length);
    }

    /// <summary>Trains both twins of every case; twins that several cases share are trained once.</summary>
    public static IReadOnlyList<Pair> Train(IReadOnlyList<Case> cases, int seeds, int threads, Action<Pair>? done = null)
    {
        var shared = new ConcurrentDictionary<(string, int), Lazy<Judge.Outcome>>();
        var pairs = new Pair[cases.Count];
        Parallel.For(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            Case one = cases[i];
            var faulty = Enumerable.Range(1, seeds).Select(seed => Judge.Train(one.Faulty(seed))).ToList();
            var mended = Enumerable.Range(1, seeds)
                .Select(seed => shared.GetOrAdd((one.Twin, seed), _ => new(() => Judge.Train(one.Mended(seed)))).Value).ToList();
            pairs[i] = new Pair(one, faulty, mended);
            done?.Invoke(pairs[i]);
        });
        return pairs;
    }
}
