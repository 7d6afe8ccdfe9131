using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// Whether averages of the weights cost something against the weights of the last step (GLIA070). Every other trial leaves averages out,
/// because they lag behind in a part of a run more than in the whole.
/// </summary>
internal static class LastWeights
{
    private const string Instead = "the weights of the last step kept";

    /// <summary>Decides whether averages that are old do harm.</summary>
    public static void Decide(ExperimentExamination examination, TrialRunner room, Variant patient)
    {
        if (examination.Suspicions.All(finding => finding.Fault != Faults.LaggingAverages)) return;
        double? momentum = examination.Subject.Options.EmaMomentum;
        Variant averaged = patient with { Options = patient.Options with { EmaMomentum = momentum } };
        if (room.Twins(averaged, patient, score => score.Skill) is not { Share: >= 1 } runs) return;
        string shown = runs.Words(Instead);
        if (runs.Gain >= Change.UsualHarm && runs.BeyondChance)
            examination.Promote(Faults.LaggingAverages, shown, Grade.Strong,
                TrialRunner.Prove(averaged, runs.Before[0], patient, runs.After[0], Instead, true));
        else if (runs.Gain < TwinVerdicts.NoHarm)
            examination.Harmless(Faults.LaggingAverages, shown);
    }
}
