using System.Diagnostics;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.DoctorBench.Cases;
using Glia.DoctorBench.Scoring;
using Glia.DoctorBench.Traces;

namespace Glia.DoctorBench;

/// <summary>The one place where the bench calls the doctor.</summary>
internal static class DoctorCall
{
    /// <summary>An experiment with a fault.</summary>
    /// <param name="one">The case.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="follow">Whether what is advised is tried.</param>
    public static Examined Examine(Case one, int seed, bool follow) => Followed(one.Faulty(seed), one.Alike?.Invoke(seed), follow,
        watch => Run(one.Name, one.Group, one.Fault, seed, one.Accept, one.Layers, watch));

    /// <summary>A healthy experiment.</summary>
    /// <param name="healthy">The program.</param>
    /// <param name="follow">Whether what is advised is tried.</param>
    public static Examined Examine(Health healthy, bool follow) => Followed(healthy.Plan, null, follow,
        watch => Run(healthy.Run.Name, "healthy", "", healthy.Seed, [], [], watch), healthy.Run.UpTo) with
    {
        Owed = healthy.Run.Owed,
    };

    /// <summary>A trace.</summary>
    public static Examined Examine(TraceCase one, int seed)
    {
        var arrays = one.Record(seed).Arrays;
        Examined examined = Run(one.Name, one.Group, one.Faults.FirstOrDefault() ?? "", seed, one.Accept,
            [.. one.Layers.Select(layer => $"layer {layer}")], () =>
        {
            long started = Stopwatch.GetTimestamp();
            return (Doctor.Traces.TraceDoctor.Examine(Doctor.Traces.TraceReader.Read(arrays, one.Name)),
                Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
        return examined with { Owed = one.Spec.CountsValues ? Case.Code("F76") : null };
    }

    private static Examined Followed(Plan plan, Part? alike, bool follow, Func<Func<(Diagnosis, double)>, Examined> run,
        Tier upTo = Tier.Run)
    {
        ExaminationResult? result = null;
        Examined examined = run(() =>
        {
            var subject = plan.ToSubject("watched");
            long started = Stopwatch.GetTimestamp();
            result = Examiner.Examine(subject, upTo, Kernels.Workers.Single);
            return (result.Diagnosis, Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
        return follow && examined.Detected && result is not null ? examined with { Advice = Advice.Of(plan, alike, result) } : examined;
    }

    // A doctor that throws has said nothing: the bench goes on and counts it as a miss.
    private static Examined Run(string name, string group, string fault, int seed, IReadOnlyList<string> accept,
        IReadOnlyList<string> layers, Func<(Diagnosis, double)> examine)
    {
        try
        {
            var (diagnosis, seconds) = examine();
            return new Examined(name, group, fault, seed, accept, layers, diagnosis, seconds);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            string place = error.StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains("Glia.Doctor.", StringComparison.Ordinal))?.Trim() ?? "";
            return new Examined(name, group, fault, seed, accept, layers, null, 0, $"{error.GetType().Name}: {error.Message} {place}");
        }
    }
}
