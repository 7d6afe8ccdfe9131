using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>
/// The whole examination of an experiment: what can be read and measured, short controlled experiments, and the watched run.
/// </summary>
internal static class Examiner
{
    /// <summary>Examines a subject.</summary>
    /// <param name="subject">The experiment; it is not changed.</param>
    /// <param name="upTo">The most expensive tier to use.</param>
    /// <param name="workers">The threads to use; all processors if null. The verdict is the same for any number.</param>
    public static ExaminationResult Examine(ExperimentSubject subject, Tier upTo = Tier.Experiments, Workers? workers = null) =>
        Examine(subject, upTo, workers, then: null);

    /// <summary>Examines a subject of which more is known.</summary>
    /// <param name="subject">The experiment; it is not changed.</param>
    /// <param name="upTo">The most expensive tier to use.</param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <param name="then">Adds to the examination what else is known about the subject; null for nothing.</param>
    internal static ExaminationResult Examine(ExperimentSubject subject, Tier upTo, Workers? workers, Action<ExperimentExamination>? then)
    {
        var examination = new ExperimentExamination(subject);
        using FirstTrials? trials = upTo < Tier.Experiments ? null
            : new FirstTrials(subject, examination.Facts, whole: upTo == Tier.Run, workers ?? new Workers(Environment.ProcessorCount));
        AllRules.Judge(examination, upTo);
        then?.Invoke(examination);
        if (trials is null)
            return new ExaminationResult(examination.Conclude()) { Subject = subject, Experiment = subject.Experiment, UpTo = upTo };
        ShortExperiments experiments = ShortExperiments.Examine(examination, trials);
        Diagnosis diagnosis = examination.Conclude();
        diagnosis = diagnosis with
        {
            Happened = experiments.Happened,
            Findings = [.. diagnosis.Findings.Select(finding => finding with
            {
                Proof = finding.Proof ?? experiments.Proofs.GetValueOrDefault(finding.Fault),
                Change = experiments.LineOf(finding.Fault),
            })],
        };
        return new ExaminationResult(diagnosis, experiments.Patient, experiments.Repairs)
        {
            Subject = subject,
            Experiment = subject.Experiment,
            UpTo = upTo,
            Skill = experiments.AsItIs?.Skill ?? double.NaN,
            Ceiling = experiments.Ceiling,
        };
    }
}
