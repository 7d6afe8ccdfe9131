using Glia.Doctor.Findings;

namespace Glia.Doctor.Trials;

/// <summary>Whether a sick run swings instead of settling (GLIAS07), confirmed by what a tenth of the learning rate does.</summary>
internal static class OscillationTrial
{
    // The share of its swing that is left at a tenth of the rate, which does not mend the noise of the batches.
    private const double Mended = 0.3;

    /// <summary>Looks at a run.</summary>
    /// <param name="examination">Where to report.</param>
    /// <param name="room">Where the slower copy is tried.</param>
    /// <param name="patient">What was run.</param>
    /// <param name="asItIs">The run.</param>
    /// <param name="sick">Whether it is sick; what swings and learns is left in peace.</param>
    public static void Examine(ExperimentExamination examination, TrialRunner room, Variant patient, Trial asItIs, bool sick)
    {
        if (asItIs.Monitor.NotFinite is not null) return;
        Curve loss = asItIs.Monitor.Curve;
        double swing = loss.LateSwing;
        string measured = $"In the second half the loss moves from point to point by {swing:G3}, and ends at {Math.Abs(loss.End):G3}";
        if (!sick || !Oscillation.MaySwing(loss) || room.Try(patient, RateChange.By(patient, 0.1)) is not { } slower)
        {
            examination.Fine(Faults.Oscillation, $"{measured}.");
            return;
        }
        double calm = slower.Monitor.Curve.LateSwing;
        if (slower.Monitor.NotFinite is null && calm < Mended * swing)
            examination.Report(Faults.Oscillation.Note(Grade.Strong, new Where(Phase: Phases.Training),
                $"{measured}, and at a tenth of the learning rate by {calm:G3}.", "Lower the learning rate."));
        else
            examination.Fine(Faults.Oscillation,
                $"{measured}; a tenth of the learning rate does not change that, so it is the noise of the batches.");
    }
}
