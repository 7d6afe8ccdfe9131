using Glia.Kernels;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether one change makes a patient clearly better on rows that neither twin was trained on. Both train equally long, several times from
/// other first weights and with other rows held back, so that luck with either decides nothing.
/// </summary>
internal sealed class TwinRuns
{
    // Operations of one run, of all runs of a change, and how often it is tried: what a few seconds of one core are worth.
    private const double MostOfOne = 2.5e10, MostOfAll = 8e10;
    private const double Apart = 0.02;
    private const int Fewest = 3, MostPairs = 12;

    // What costs a twentieth of what can be learned and may still be chance gets the time once more: as much as counts as harm
    // (see Change.LeastHarm), and luck with first weights shows only from several of them.
    private const double Counts = 0.05;
    private const int Longer = 2;

    // Where few rows are held back a row or two of them decide a pair: so many rows are judged in all before an answer counts as clear.
    private const int FewestJudged = 200;

    // One-sided 2.5 % points of Student's t for 1 to 23 degrees of freedom: the answer is looked at more than once.
    private static readonly double[] s_t =
    [
        12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18,
        2.16, 2.14, 2.13, 2.12, 2.11, 2.10, 2.09, 2.09, 2.08, 2.07, 2.07,
    ];

    private readonly List<Trial> _before = [], _after = [];

    private TwinRuns()
    {
    }

    /// <summary>The runs as it is.</summary>
    public IReadOnlyList<Trial> Before => _before;

    /// <summary>The runs with the change.</summary>
    public IReadOnlyList<Trial> After => _after;

    /// <summary>The rows each pair was judged on.</summary>
    public int Rows { get; private init; }

    /// <summary>Whether these rows were kept from both twins; with a handful of rows there are none to spare.</summary>
    public bool HeldBack { get; private init; }

    /// <summary>The share of the planned steps that was done.</summary>
    public double Share { get; private init; }

    /// <summary>Which of a score's figures is compared.</summary>
    public required Func<Score, double> Figure { get; init; }

    /// <summary>What both twins were given so that the difference shows sooner, with a blank before it; empty if nothing.</summary>
    public string Both { get; set; } = "";

    /// <summary>The mean of the runs as it is.</summary>
    public double Was => _before.Average(Of);

    /// <summary>The mean of the runs with the change.</summary>
    public double Becomes => _after.Average(Of);

    /// <summary>
    /// How much better the change makes it, as a share of what it then learns; where the runs were cut short,
    /// what of it will be left at their end.
    /// </summary>
    public double Gain => (Becomes - Was) * Lasting / Math.Max(0.1, Becomes);

    /// <summary>
    /// Whether the change only brings a run sooner to where it gets anyway: these runs were cut short, and the one as it is, gone on as it
    /// went in its second half, is at the end of the planned steps where the changed one is now.
    /// </summary>
    public bool OnlySooner => Arrives(_before.Average(Halfway), Was, Becomes, Share);

    /// <summary>
    /// Whether the changed copies made more steps than those as it is, as with smaller batches, and no more than the run makes in the end:
    /// then the lead may be that of the steps alone.
    /// </summary>
    /// <param name="planned">The steps that the run as it is has planned.</param>
    public bool MakesStepsThatAreToCome(long planned) =>
        Share < 1 && _after[0].Steps > _before[0].Steps && _after[0].Steps <= planned;

    /// <summary>Whether the difference is beyond chance.</summary>
    public bool BeyondChance => IsBeyondChance([.. _before.Select(Of)], [.. _after.Select(Of)], Rows);

    /// <summary>
    /// Whether the change made every pair better. That alone does not convict, but what is wrong by its form is not acquitted by twins that
    /// all speak against it and only differ in how much.
    /// </summary>
    public bool Agree => _before.Count >= Fewest && _before.Zip(_after).All(pair => Of(pair.Second) > Of(pair.First));

    /// <summary>Whether most pairs end alike, however far apart a few of them are.</summary>
    public bool MostAreAlike =>
        2 * _before.Zip(_after).Count(pair => Of(pair.Second) - Of(pair.First) < TwinVerdicts.NoHarm) > _before.Count;

    /// <summary>Whether the changed copies find less of an average class: whatever they gain, they gain it by guessing.</summary>
    public bool GivesUpRareClasses => _after.Average(trial => trial.End.Evenly) < _before.Average(trial => trial.End.Evenly);

    /// <summary>Whether figures of twins differ beyond chance.</summary>
    /// <param name="before">As it is, a figure a pair.</param>
    /// <param name="after">With the change, in the same order.</param>
    /// <param name="rows">The rows each pair was judged on.</param>
    public static bool IsBeyondChance(double[] before, double[] after, int rows)
    {
        double[] gains = [.. after.Zip(before, (one, other) => one - other)];
        double mean = gains.Average();
        // Too few pairs for a test of means, on many rows: three standard errors of the difference of two shares.
        if (gains.Length < Fewest)
            return mean > 3 * Math.Sqrt((Spread(before.Average()) + Spread(after.Average())) / (rows * gains.Length));
        // One that fails now and then differs too much from itself for a test of means: no run with the change is as bad as the best
        // without it. Of three against three chance does that once in twenty times, of four against four once in seventy.
        if (gains.Length > Fewest && after.Min() - before.Max() > Apart) return true;
        double deviation = Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1));
        return mean > s_t[Math.Min(gains.Length - 2, s_t.Length - 1)] * deviation / Math.Sqrt(gains.Length);
    }

    /// <summary>
    /// Whether a run that was cut short gets somewhere within the steps it has planned, if each doubling of the steps brings as much as the
    /// last one did. One that stands still does not, however many steps are to come.
    /// </summary>
    /// <param name="half">What it had reached after half of the steps done.</param>
    /// <param name="end">What it has reached.</param>
    /// <param name="goal">Where it should get.</param>
    /// <param name="share">The share of the planned steps that was done.</param>
    public static bool Arrives(double half, double end, double goal, double share) =>
        share < 1 && (end >= goal || (end - half > Apart && end + ((end - half) * Math.Log2(1 / share)) >= goal));

    /// <summary>
    /// Trains a patient and its changed copy in pairs until the answer is clear or the time is up; null if one cannot be run.
    /// </summary>
    public static TwinRuns? Run(Variant patient, Variant mended, TargetView targets, Func<Score, double> figure, Workers workers)
    {
        int rows = patient.Data.Rows, held = HeldRows.Of(rows);
        double whole = Math.Max(Cost(patient), Cost(mended)), share = Math.Min(1, MostOfOne / whole);
        int pairs = (int)Math.Clamp(MostOfAll / (2 * whole * share), 1, MostPairs);
        var runs = new TwinRuns { Figure = figure, Rows = held == 0 ? rows : held, HeldBack = held > 0, Share = share };
        int fewest = Math.Max(Fewest, held == 0 ? 0 : (FewestJudged + held - 1) / held);
        try
        {
            for (int pair = 0; pair < pairs || (pair < Math.Max(Fewest, Longer * pairs) && runs.MayBeChance); pair++)
            {
                if (pair >= Math.Min(fewest, pairs) && runs.Clear) break;
                var (learned, judged) = HeldRows.Split(rows, targets, pair);
                int turn = pair;
                // Side by side, each on a thread of its own, or one after the other.
                Task<Trial>? other = workers.Threads > 1 ? Task.Run(() => One(mended, targets, learned, judged, turn, share)) : null;
                runs._before.Add(One(patient, targets, learned, judged, turn, share));
                runs._after.Add(other is null ? One(mended, targets, learned, judged, turn, share) : other.GetAwaiter().GetResult());
            }
        }
        catch (GliaException)
        {
            return null;
        }
        return runs;
    }

    /// <summary>What was done, in the reader's words.</summary>
    public string Words(string change, string before = "as it is")
    {
        string times = _before.Count == 1 ? "time" : "times";
        string steps = _before[0].Steps == _after[0].Steps ? $"{_before[0].Steps:N0}" : $"{_before[0].Steps:N0} and {_after[0].Steps:N0}";
        string length = Share < 1 ? $"for {steps} steps" : "to the end";
        string judged = HeldBack ? $"{Rows:N0} rows held back" : $"the {Rows} rows";
        return $"Trained {_before.Count} {times} {length}{Both}, {before} and with {change}, " +
            $"and judged on {judged}: {Told(_before)} against {Told(_after)}.";
    }

    // No use in going on: nothing is gained, or it is plain that something is, by the runs and by the rows.
    private bool Clear => BeyondChance ? Gain > 0.08 && RowsSpeak : Gain < 0.02;

    // Three runs may differ by the same three rows each time. Two standard errors of the difference of two shares; values have none.
    private bool RowsSpeak => double.IsNaN(Right(_before)) ||
        Right(_after) - Right(_before) > 2 * Math.Sqrt((Spread(Right(_before)) + Spread(Right(_after))) / (Rows * _before.Count));

    // What becomes of a run that was cut short is guessed already, and more of them guess no better.
    private bool MayBeChance => Share >= 1 && Gain >= Counts && !BeyondChance;

    private static string Told(List<Trial> trials)
    {
        if (trials.Exists(trial => trial.Monitor.NotFinite is not null)) return "NaN";
        if (trials[0].Monitor.ReferenceRows.CountsAnswers)
            return $"{100 * trials.Average(trial => trial.End.Accuracy):0.#} % right";
        double explained = Math.Max(0, trials.Average(trial => trial.Skill));
        return $"{100 * explained:0.#} % of the variance explained";
    }

    // How the difference went on between half of the steps and the end tells what becomes of it:
    // it shrinks by the same share with every doubling.
    private double Lasting
    {
        get
        {
            if (Share >= 1) return 1;
            double end = Becomes - Was, half = _after.Average(Halfway) - _before.Average(Halfway);
            if (end <= 0 || half <= end) return 1;
            return Math.Pow(end / half, Math.Log2(1 / Share));
        }
    }

    private static double Right(List<Trial> trials) => trials.Average(trial => trial.End.Accuracy);

    private static double Spread(double share) => Math.Clamp(share, 0.05, 0.95) * (1 - Math.Clamp(share, 0.05, 0.95));

    private double Of(Trial trial) =>
        trial.Monitor.NotFinite is not null || double.IsNaN(Figure(trial.End)) ? -1 : Math.Max(-0.2, Figure(trial.End));

    private double Halfway(Trial trial) => Figure(trial.Halfway) is var score && double.IsNaN(score) ? -1 : Math.Max(-0.2, score);

    private static double Cost(Variant variant) => Trial.StepCost(variant) * Math.Max(1, variant.PlannedSteps);

    private static Trial One(Variant variant, TargetView targets, int[] learned, int[] judged, int pair, double share)
    {
        if (variant.ClassesDrawnEvenly) learned = HeldRows.DrawnEvenly(learned, targets);
        Variant part = learned.Length == variant.Data.Rows && !variant.ClassesDrawnEvenly
            ? variant
            : variant with { Data = variant.Data.Select(learned) };
        // The first pair keeps the weights that the run would start from.
        if (pair > 0) part = part with { Seed = variant.Seed + (ulong)pair, Weights = null };
        // As many steps as the run makes of all rows: a start that takes its time must not be cut off before it is over.
        var yardstick = new ReferenceRows(variant.Data, targets, judged, variant.Options.ClassWeight);
        return Trial.Run(part, Math.Max(1, (int)(variant.PlannedSteps * share)), yardstick, Workers.Single, halfway: share < 1);
    }
}
