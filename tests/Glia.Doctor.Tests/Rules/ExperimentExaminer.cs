using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

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

    /// <summary>Examines what a file says, short experiments included, so that seeds and order are those of the command line.</summary>
    /// <param name="file">The text of the file; its data are not read.</param>
    /// <param name="table">The rows instead.</param>
    public static Diagnosis OfFile(string file, Dataset table)
    {
        var subject = ExperimentSubject.Of(Experiment.Parse("made.json", file), LoadedData.OfNumbers(table.Inputs, table.Targets));
        return Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
    }
}
