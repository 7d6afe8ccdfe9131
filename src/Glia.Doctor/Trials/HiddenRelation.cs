using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether a network finds a relation between inputs and targets that simple learners do not (GLIA009): few columns that act together,
/// among many that say nothing, are seen by what learns them and by nobody else.
/// </summary>
internal static class HiddenRelation
{
    /// <summary>Takes back that there is no relation where there is one, and says whether it did.</summary>
    public static bool Look(ExperimentExamination examination, FirstTrials first)
    {
        if (!examination.HasAtLeast(Faults.LabelsShuffledApart, Severity.Error) || first is not { Room: { } room, Patient: { } patient })
            return false;
        // Where the run itself learns nearly all there is no plain network was trained, and what it learned may be the rows by heart.
        if ((first.Plain ?? room.TryHeldBack(patient, room.Steps, room.Workers)) is not { } trial) return false;
        ReferenceRows yardstick = trial.Monitor.ReferenceRows;
        // Of few rows so large a share of the variance may be explained by chance.
        if (trial.Skill <= Math.Max(yardstick.Noise, room.Targets.HasClasses ? 0 : 9.0 / yardstick.Rows)) return false;
        examination.TakeBack(Faults.LabelsShuffledApart,
            $"A network finds a relation: of rows it was not trained on, {trial.InWords}; {trial.Guessing}.");
        return true;
    }
}
