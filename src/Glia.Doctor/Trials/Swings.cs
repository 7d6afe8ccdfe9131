using System.Globalization;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;

namespace Glia.Doctor.Trials;

/// <summary>Whether a sick run swings instead of settling (S07), confirmed by what a tenth of the learning rate does.</summary>
internal static class Swings
{
    // From one point of the curve to the next, as a share of the loss. Small batches alone make as much, which a tenth of the rate does not mend.
    private const double Much = 0.1, Mended = 0.3;
    private const int LeastPoints = 40;

    /// <summary>Looks at a run.</summary>
    /// <param name="examination">Where to report.</param>
    /// <param name="room">Where the slower copy is tried.</param>
    /// <param name="patient">What was run.</param>
    /// <param name="asItIs">The run.</param>
    /// <param name="sick">Whether it is sick; what swings and learns is left in peace.</param>
    public static void Examine(ExperimentExamination examination, TrialRoom room, Variant patient, Trial asItIs, bool sick)
    {
        if (asItIs.Monitor.NotFinite is not null) return;
        LossCurve loss = asItIs.Monitor.Loss;
        double swing = loss.LateSwing(), level = Math.Abs(loss.Mean(first: false));
        string measured = string.Create(CultureInfo.InvariantCulture, $"In the second half the loss moves from point to point by {swing:G3}, and ends at {level:G3}");
        if (!sick || loss.Points.Length < LeastPoints || swing < Much * level || room.Try(patient, RateChange.By(patient, 0.1)) is not { } slower)
        {
            examination.Fine(Faults.Oscillation, $"{measured}.");
            return;
        }
        double calm = slower.Monitor.Loss.LateSwing();
        if (slower.Monitor.NotFinite is null && calm < Mended * swing)
            examination.Report(Faults.Oscillation.Note(Grade.Strong, new Where(Phase: Phases.Training), string.Create(CultureInfo.InvariantCulture, $"{measured}, and at a tenth of the learning rate by {calm:G3}."), "Lower the learning rate."));
        else
            examination.Fine(Faults.Oscillation, $"{measured}; a tenth of the learning rate does not change that, so it is the noise of the batches.");
    }
}
