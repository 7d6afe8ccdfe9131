using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>What an examination gives: the diagnosis, and what mends the patient.</summary>
public sealed record ExaminationResult
{
    internal ExaminationResult(Diagnosis diagnosis, Variant? patient = null, IReadOnlyList<Change>? repairs = null) =>
        (Diagnosis, Patient, Repairs) = (diagnosis, patient, repairs ?? []);

    /// <summary>The findings and the checks.</summary>
    public Diagnosis Diagnosis { get; init; }

    /// <summary>What the short run as it is reached: 0 is guessing, 1 is perfect; NaN if there was none.</summary>
    public double Skill { get; init; } = double.NaN;

    /// <summary>The same of a plain network on the same data: what they allow.</summary>
    public double Ceiling { get; init; }

    /// <summary>The experiment that was examined, or that made the model that was; null if none is known.</summary>
    public Experiment? Experiment { get; internal init; }

    /// <summary>The file of <see cref="Experiment"/>; null if it came from none.</summary>
    internal string? ExperimentFile { get; init; }

    /// <summary>The experiment with its data; null if the subject was none.</summary>
    internal ExperimentSubject? Subject { get; init; }

    /// <summary>The most expensive tier that was used.</summary>
    internal Tier UpTo { get; init; }

    /// <summary>The experiment as it can be copied; null if no short experiment was made.</summary>
    internal Variant? Patient { get; init; }

    /// <summary>The mechanical repairs for what was found, in the order in which to make them.</summary>
    internal IReadOnlyList<Change> Repairs { get; init; }

    /// <summary>Examines the experiment that made the examined model; null if the subject was none, or its experiment is unknown.</summary>
    internal Func<ExaminationResult>? Origin { get; init; }

    /// <summary>
    /// The mended experiment, trained before it is called mended; null where nothing was found, where no change of the experiment alone
    /// mends it as far as was tried, and where the examination stopped short of experiments.
    /// </summary>
    /// <param name="workers">The threads to use; all processors if null.</param>
    public Mending? Mend(Workers? workers = null)
    {
        if (Diagnosis.Findings.Count == 0) return null;
        ExaminationResult made = Origin is { } origin ? origin() with { Diagnosis = Diagnosis } : this;
        if (made.UpTo < Tier.Experiments || Mender.Mend(made, workers) is not { } mending) return null;
        return mending with { Was = made.Experiment, File = made.ExperimentFile };
    }

    /// <summary>The patient with every repair made; null if there is nothing to mend or it cannot be copied.</summary>
    internal Variant? Mended() =>
        Patient is null || Repairs.Count == 0 ? null : Repairs.Aggregate(Patient, (v, repair) => repair.Apply(v));
}
