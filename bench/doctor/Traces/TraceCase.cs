using System.Collections.Concurrent;
using Glia.DoctorBench.Bases;
using Glia.DoctorBench.Cases;
using Glia.DoctorBench.Scoring;

namespace Glia.DoctorBench.Traces;

/// <summary>A hand-written network with slips, seen through the trace its author records.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Group">T for slips on bases, K for published programs.</param>
/// <param name="Faults">The faults it has, the first the one it stands for; empty if it is healthy.</param>
/// <param name="Place">The base whose rows it learns.</param>
/// <param name="Spec">The network.</param>
/// <param name="Slips">Its slips.</param>
internal sealed record TraceCase(string Name, string Group, string[] Faults, string Place, HandSpec Spec, Slip[] Slips)
{
    private static readonly ConcurrentDictionary<(string, HandSpec, int), Lazy<double>> s_mended = new();
    private static readonly ConcurrentDictionary<(string, int), Lazy<double>> s_reference = new();

    /// <summary>The network with everything mended; null where the slips are all there is to mend.</summary>
    public HandSpec? Mended { get; init; }

    /// <summary>The layers a right answer may name, from 1; empty if the fault has no layer.</summary>
    public int[] Layers { get; init; } = [];

    /// <summary>Whether the figure its author reads is what is wrong: then the harm is the difference to the truth.</summary>
    public bool OfEvaluation => Slips.Any(slip => slip >= Slip.StaleLastSample);

    /// <summary>The codes that name a fault it has.</summary>
    public IReadOnlyList<string> Accept => [.. Faults.Select(Case.Code)];

    // Who suspects the training records one of its first steps; late ones may be made of nothing but what the fault left behind.
    private const int EarlySteps = 10;

    /// <summary>The recording for a seed.</summary>
    public Recording Record(int seed) =>
        Recorder.Record(Base.Of(Place).Clean(seed), OfEvaluation || Slips.Length == 0 ? Spec : Spec with { Steps = EarlySteps }, Slips);

    /// <summary>What the mended program is worth for a seed; cases that share it share its training.</summary>
    public double MendedScore(int seed) =>
        s_mended.GetOrAdd((Place, Mended ?? Spec, seed), _ =>
            new(() => Recorder.Record(Base.Of(Place).Clean(seed), Mended ?? Spec, []).True)).Value;

    /// <summary>
    /// Whether it learns: clearly better than always the most frequent class,
    /// and four fifths of the way that a plain network gets on the same rows.
    /// </summary>
    /// <param name="seed">The seed.</param>
    public bool Learns(int seed)
    {
        Plan plan = Base.Of(Place).Clean(seed);
        double reference = s_reference.GetOrAdd((Place, seed), _ => new(() => Judge.Train(plan).Score)).Value,
            own = Recorder.Record(plan, Spec, Slips).True;
        if (plan.Classes == 0) return own >= 0.8 * reference;
        double guess = plan.Honest.Labels.GroupBy(label => label).Max(group => group.Count()) / (double)plan.Honest.Rows;
        return own > guess + 3 * Math.Sqrt(guess * (1 - guess) / plan.Honest.Rows) && own - guess >= 0.8 * (reference - guess);
    }

    /// <summary>How much better the mended program is, or how far the reported figure is from the truth.</summary>
    public double Gain(int seed)
    {
        Recording faulty = Recorder.Record(Base.Of(Place).Clean(seed), Spec, Slips);
        return OfEvaluation ? Math.Abs(faulty.Reported - faulty.True) : MendedScore(seed) - faulty.True;
    }
}
