using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Rules;

/// <summary>
/// Examines an experiment before it runs: specification, data, how they fit, one forward pass, the gradients of one batch.
/// </summary>
internal static class ExperimentExaminer
{
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
        AllRules.Judge(examination, upTo);
        return examination;
    }
}
