using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>The whole examination of an experiment: what can be read and measured, short controlled experiments, and the watched run.</summary>
public static class Examiner
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
        using FirstTrials? trials = upTo < Tier.Experiments ? null : new FirstTrials(subject, examination.Facts, whole: upTo == Tier.Run, workers ?? new Workers(Environment.ProcessorCount));
        ExperimentExaminer.Look(examination, upTo);
        then?.Invoke(examination);
        if (trials is null) return new ExaminationResult(examination.Conclude(), null, []) { Subject = subject };
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
            Skill = experiments.AsItIs?.Skill ?? double.NaN,
            Ceiling = experiments.Ceiling,
        };
    }
}

/// <summary>What an examination gives: the diagnosis, and what mends the patient.</summary>
/// <param name="Diagnosis">The findings and the checks.</param>
/// <param name="Patient">The experiment as it can be copied; null if no short experiment was made.</param>
/// <param name="Repairs">The mechanical repairs for what was found, in the order in which to make them.</param>
public sealed record ExaminationResult(Diagnosis Diagnosis, Variant? Patient, IReadOnlyList<Change> Repairs)
{
    /// <summary>What the short run as it is reached: 0 is guessing, 1 is perfect; NaN if there was none.</summary>
    public double Skill { get; init; } = double.NaN;

    /// <summary>The same of a plain network on the same data: what they allow.</summary>
    public double Ceiling { get; init; }

    /// <summary>The experiment that was examined; null if the subject was none.</summary>
    public ExperimentSubject? Subject { get; init; }

    /// <summary>The patient with every repair made; null if there is nothing to mend or it cannot be copied.</summary>
    public Variant? Mended() => Patient is null || Repairs.Count == 0 ? null : Repairs.Aggregate(Patient, (v, repair) => repair.Apply(v));
}
