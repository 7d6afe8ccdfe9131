using Glia.Doctor.Findings;
using Glia.Doctor.Probes;

namespace Glia.Doctor;

/// <summary>
/// Examines an experiment before it runs: specification, data, how they fit, one forward pass, the gradients of one batch.
/// </summary>
internal static class ExperimentExaminer
{
    /// <summary>Every probe of the tiers up to <see cref="Tier.Gradients"/>, in the order in which they look.</summary>
    public static IReadOnlyList<Probe> Probes { get; } =
    [
        new RowCount(),
    ];

    /// <summary>Examines a subject and concludes.</summary>
    /// <param name="subject">The experiment.</param>
    /// <param name="upTo">The most expensive tier to use.</param>
    public static Diagnosis Examine(ExperimentSubject subject, Tier upTo = Tier.Gradients) => Begin(subject, upTo).Conclude();

    /// <summary>Examines a subject and leaves the conclusion open, for further tiers to add to.</summary>
    /// <param name="subject">The experiment.</param>
    /// <param name="upTo">The most expensive tier to use.</param>
    public static ExperimentExamination Begin(ExperimentSubject subject, Tier upTo = Tier.Gradients)
    {
        var examination = new ExperimentExamination(subject);
        Look(examination, upTo);
        return examination;
    }

    /// <summary>Lets every rule and every probe up to a tier look; the rules first, because probes ask what they found.</summary>
    internal static void Look(ExperimentExamination examination, Tier upTo)
    {
        AllRules.Judge(examination, upTo);
        foreach (Probe probe in Probes)
            if (probe.Tier <= upTo) probe.Examine(examination);
    }
}
