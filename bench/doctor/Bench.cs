using System.Globalization;
using Glia.DoctorBench.Cases;
using Glia.DoctorBench.Healthy;
using Glia.DoctorBench.Scoring;
using Glia.DoctorBench.Traces;

namespace Glia.DoctorBench;

/// <summary>A run of the bench: twins, cases, healthy programs, overhead.</summary>
internal sealed class Bench(Settings settings)
{
    // Of all rows: below it nobody would miss the repair.
    private const double LeastHarm = 0.01;

    private readonly Lock _gate = new();
    private readonly string _folder = settings.Output ?? Path.Combine("bench", "doctor", "results");

    private ParallelOptions Threads => new() { MaxDegreeOfParallelism = settings.Threads };

    private bool Follow => settings.What.Contains("advice");

    private List<Case> Experiments => [.. AllCases.Experiments.Where(one => settings.Wants(one.Name, one.Group, one.Fault))];

    private List<TraceCase> TracesWithFault => [.. TraceCases.Faulty.Where(one => settings.Wants(one.Name, one.Group, one.Faults[0]))];

    /// <summary>Names the cases.</summary>
    public void List()
    {
        foreach (Case one in Experiments) Line(one.Name, one.Accept, one.Layers);
        foreach (TraceCase one in TracesWithFault) Line(one.Name, one.Accept, [.. one.Layers.Select(layer => $"layer {layer}")]);
        foreach (string name in HealthyRuns.All.Select(run => run.Name).Concat(TraceCases.Healthy.Select(one => one.Name)))
            Line(name, ["healthy"], []);

        static void Line(string name, IReadOnlyList<string> accept, IReadOnlyList<string> layers) =>
            Console.WriteLine(
                $"{(Case.IsTuning(name) ? "tuning   " : "reporting")}  {name}  [{string.Join(' ', accept)}] {string.Join(' ', layers)}");
    }

    /// <summary>Runs what was asked for.</summary>
    public void Run()
    {
        string pairFile = Path.Combine(_folder, "pairs.csv");
        var pairs = PairList.Read(pairFile);
        if (settings.What.Contains("pairs"))
        {
            TrainPairs(pairs);
            if (settings.Everything || settings.Output is not null)
            {
                Directory.CreateDirectory(_folder);
                if (settings.Everything) pairs.Keep([.. Experiments.Select(one => one.Name), .. TracesWithFault.Select(one => one.Name)]);
                pairs.Write(pairFile);
            }
        }
        var sick = settings.What.Contains("cases") ? ExamineCases(pairs) : [];
        var notHealthy = new List<string>();
        var healthy = settings.What.Contains("healthy") ? ExamineHealthy(pairs, notHealthy) : [];
        var report = new Scoring.Report
        {
            Sick = sick,
            Healthy = healthy,
            Dropped = settings.Everything ? pairs.Dropped : [],
            NotHealthy = [.. notHealthy.Order(StringComparer.Ordinal)],
            Overhead = settings.What.Contains("overhead") ? Overhead.Measure() : null,
        };
        if (sick.Count + healthy.Count > 0 || report.Overhead is not null) Console.WriteLine(report.Summary());
        if (settings.Misses is { } misses) File.WriteAllText(misses, report.Misses());
        else if (!settings.Everything) Console.WriteLine(report.Misses());
        if (!settings.Everything && settings.Output is null) return;
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "summary.md"), report.Summary());
        File.WriteAllText(Path.Combine(_folder, "runs.csv"), report.Lines());
        if (settings.Everything) File.WriteAllText(Path.Combine("src", "Glia.Doctor", "Findings", "GradePrecision.cs"), report.Precision());
        else Console.WriteLine(report.Precision());
    }

    private void TrainPairs(PairList pairs)
    {
        Pair.Train(Experiments, settings.Seeds, settings.Threads, pair =>
        {
            pairs.Note(pair);
            Say(pair.Holds, pair.Case.Name, $"{pair.Faulty.Average(one => one.Score):0.000} " +
                $"-> {pair.Mended.Average(one => one.Score):0.000}, reported {pair.Faulty.Average(one => one.Reported):0.000}");
        });
        Parallel.ForEach(TracesWithFault, Threads, one =>
        {
            double[] gains = [.. Enumerable.Range(1, settings.Seeds).Select(one.Gain)];
            bool holds = Pair.IsGain(gains, one.OfEvaluation ? 0 : 0.8);
            string why = string.Create(CultureInfo.InvariantCulture,
                $"{(one.OfEvaluation ? "reported accuracy off by" : "mended better by")} {gains.Average():0.000}");
            pairs.Note(one.Name, holds, gains.Average(), why);
            Say(holds, one.Name, why);
        });
    }

    private List<Examined> ExamineCases(PairList pairs)
    {
        var work = Experiments.Where(one => pairs.Keeps(one.Name))
            .SelectMany(one => Seeds(seed => (Func<Examined>)(() => DoctorCall.Examine(one, seed, Follow))))
            .Concat(TracesWithFault.Where(one => pairs.Keeps(one.Name))
                .SelectMany(one => Seeds(seed => (Func<Examined>)(() => DoctorCall.Examine(one, seed)))));
        return Do([.. work]);
    }

    private List<Examined> ExamineHealthy(PairList pairs, List<string> notHealthy)
    {
        var work = HealthyRuns.All.Where(run => settings.Wants(run.Name, "healthy", "healthy"))
            .SelectMany(run => Seeds(seed => (Func<Examined?>)(() =>
            {
                Health health = Health.Check(run, seed);
                if (health.Verified) return DoctorCall.Examine(health, Follow);
                lock (_gate) notHealthy.Add(string.Create(CultureInfo.InvariantCulture, $"{health.Name}: {health.Own.Score:0.000}, the " +
                    $"reference {health.Reference.Score:0.000}, guessing {health.Own.Guess:0.000}"));
                return null;
            })))
            .Concat(TraceCases.Healthy.Where(one => settings.Wants(one.Name, "healthy", "healthy"))
                .SelectMany(one => Seeds(seed => (Func<Examined?>)(() =>
            {
                if (one.Learns(seed)) return DoctorCall.Examine(one, seed);
                lock (_gate) notHealthy.Add($"{one.Name} seed {seed}");
                return null;
            }))))
            .Concat(Harmless(pairs));
        return Do([.. work]);
    }

    // What was done to them does no harm, and they learn all the same: a warning is right, "sick" is a false alarm. What is compared with
    // another program than the clean one may be sick of what both have.
    private IEnumerable<Func<Examined?>> Harmless(PairList pairs)
    {
        var experiments = Experiments.Where(one => one is { Harm: Harm.Score, ComparedWithClean: true } && pairs.Harmless(one.Name))
            .SelectMany(one => Seeds(seed => (Func<Examined?>)(() =>
        {
            Health health = Health.Check(new HealthyRun(one.Name, one.Faulty), seed);
            return health.Verified && health.IsToldRight && Judge.Train(one.Mended(seed)).Score - health.Own.Score < LeastHarm
                ? DoctorCall.Examine(health, Follow) : null;
        })));
        var traces = TracesWithFault.Where(one => !one.OfEvaluation && one.Slips.Length > 0 && pairs.Harmless(one.Name))
            .SelectMany(one => Seeds(seed => (Func<Examined?>)(() =>
            one.Learns(seed) && one.Gain(seed) < LeastHarm ? DoctorCall.Examine(one with { Faults = [], Layers = [] }, seed) : null)));
        return experiments.Concat(traces);
    }

    private List<Examined> Do(IReadOnlyList<Func<Examined?>> work)
    {
        var results = new Examined?[work.Count];
        int done = 0;
        Parallel.For(0, work.Count, Threads, i =>
        {
            results[i] = work[i]();
            if (Interlocked.Increment(ref done) % 100 == 0) Console.Error.WriteLine($"{done} of {work.Count}");
        });
        return [.. results.OfType<Examined>()];
    }

    private IEnumerable<T> Seeds<T>(Func<int, T> make) => Enumerable.Range(1, settings.Seeds).Select(make);

    private void Say(bool holds, string name, string what)
    {
        lock (_gate) Console.Error.WriteLine($"{(holds ? "pair   " : "DROPPED")} {name,-60} {what}");
    }
}
