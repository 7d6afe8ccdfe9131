using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>
/// A run that was looked at for a small part of its steps and that gets there in those it has planned. Many small steps down a gradient go
/// the same way as few larger ones: k times the learning rate covers in n steps what the rate as it is covers in k n. So a trial at a
/// higher rate shows where the whole run ends, at the price of a part of it.
/// </summary>
/// <param name="Faster">The higher rate, at most as many times the patient's as there are steps still to come.</param>
/// <param name="After">The patient with it.</param>
/// <param name="Trial">What it reached.</param>
internal sealed record SlowRun(Change Faster, Variant After, Trial Trial)
{
    // The share of what the data allow that the run must reach, how many times the steps so far must be planned,
    // and the highest rate to try.
    private const double Arrived = 0.6, LeastToCome = 3, HighestRate = 20;

    /// <summary>Looks whether the planned steps are enough; null where they are not, or where that cannot be seen.</summary>
    public static SlowRun? Find(TrialRunner room, Variant patient, Trial asItIs, double ceiling)
    {
        double more = (double)patient.PlannedSteps / asItIs.Steps;
        if (more < LeastToCome || patient.Rate <= 0 || asItIs.Monitor.NotFinite is not null) return null;
        // The rounder figure first: it is the better advice.
        double round = Math.Pow(10, Math.Floor(Math.Log10(more)));
        foreach (double factor in round > 1 && round < more ? [round, more] : (double[])[more])
        {
            if (patient.Rate * factor > HighestRate) return null;
            Change faster = RateChange.By(patient, factor);
            if (room.Try(patient, faster) is not { } trial) continue;
            if (trial.Skill >= Arrived * ceiling && trial.Skill > asItIs.Skill + asItIs.Monitor.ReferenceRows.Noise)
                return new SlowRun(faster, faster.Apply(patient), trial);
        }
        return null;
    }

    /// <summary>A run that was cut short and falls fast enough to arrive is slow, not sick.</summary>
    public static bool WillLearn(Trial trial, Variant patient, double ceiling)
    {
        double more = (double)patient.PlannedSteps / trial.Steps;
        if (more < 1.5 || trial.Skill < 0) return false;
        Curve loss = trial.Monitor.Curve;
        bool falling = loss.FallInErrors > 3 && (loss.Start - loss.End) * more > 0.5 * Math.Abs(loss.Start);
        bool rising = (trial.Skill - trial.Start.Skill) * more > ceiling
            && trial.Skill > trial.Start.Skill + trial.Monitor.ReferenceRows.Noise;
        return falling || rising;
    }

    /// <summary>The warning that it could be much faster.</summary>
    public Finding Finding(TrialRunner room, Variant patient, Trial asItIs, string reached)
    {
        string shown = $"{reached} It is slow, and its {patient.PlannedSteps:N0} planned steps are enough: " +
            $"with {Faster.Words}, {Trial.InWords} after {Trial.Steps:N0} steps, " +
            $"and no more than the planned steps cover the same way.";
        return Faster.Fault.Warning(Grade.Likely, Faster.Where, shown, Faster.Prescription,
            ("skill_before", asItIs.Skill), ("skill_after", Trial.Skill)) with
        {
            Proof = TrialRunner.Prove(patient, asItIs, After, Trial, Faster.Words, true),
        };
    }
}
