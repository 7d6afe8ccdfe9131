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
    public static Examined Examine(Case one, int seed) => Run(one.Name, one.Group, one.Fault, seed, one.Accept, one.Layers, () => Watched(one.Faulty(seed), one.Name));

    /// <summary>A healthy experiment.</summary>
    public static Examined Examine(Health healthy) => Run(healthy.Run.Name, "healthy", "", healthy.Seed, [], [], () => Watched(healthy.Plan, healthy.Run.Name));

    /// <summary>A trace.</summary>
    public static Examined Examine(TraceCase one, int seed)
    {
        var arrays = one.Record(seed).Arrays;
        return Run(one.Name, one.Group, one.Faults.FirstOrDefault() ?? "", seed, one.Accept, [.. one.Layers.Select(layer => $"layer {layer}")], () =>
        {
            long started = Stopwatch.GetTimestamp();
            return (Doctor.Traces.TraceDoctor.Examine(Doctor.Traces.TraceReader.Read(arrays, one.Name)), Stopwatch.GetElapsedTime(started).TotalSeconds);
        });
    }

    private static (Diagnosis, double) Watched(Plan plan, string name)
    {
        var subject = plan.ToSubject(name);
        long started = Stopwatch.GetTimestamp();
        Diagnosis diagnosis = Examiner.Examine(subject, Tier.Run, Kernels.Workers.Single).Diagnosis;
        return (diagnosis, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    // A doctor that throws has said nothing: the bench goes on and counts it as a miss.
    private static Examined Run(string name, string group, string fault, int seed, IReadOnlyList<string> accept, IReadOnlyList<string> layers, Func<(Diagnosis, double)> examine)
    {
        try
        {
            var (diagnosis, seconds) = examine();
            return new Examined(name, group, fault, seed, accept, layers, diagnosis, seconds);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            string place = error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Glia.Doctor.", StringComparison.Ordinal))?.Trim() ?? "";
            return new Examined(name, group, fault, seed, accept, layers, null, 0, $"{error.GetType().Name}: {error.Message} {place}");
        }
    }
}
