using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>
/// Whether held-back rows do far better than the rows trained on (S11). Dropout, and judging each batch before its step, make training
/// figures look worse than they are; so training rows are judged as held-back rows are before anything is said.
/// </summary>
internal static class ValidationGap
{
    private const int Epochs = 3;
    private const double Far = 0.05;

    /// <summary>Whether the figures of the last epochs show such a gap; only then is it worth judging training rows again.</summary>
    public static bool Shows(IReadOnlyList<EpochReport> epochs) =>
        epochs.Count >= Epochs
        && epochs.TakeLast(Epochs).All(epoch => epoch.Validation is { } part && part.Accuracy - epoch.Accuracy > Far);

    /// <summary>Looks at the figures of a run that ended.</summary>
    /// <param name="examination">Where to report.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="judged">The accuracy on training rows, evaluated without training; NaN for values.</param>
    /// <param name="rows">How many rows these were.</param>
    public static void Examine(ExperimentExamination examination, IReadOnlyList<EpochReport> epochs, double judged, int rows)
    {
        if (epochs.Count == 0 || epochs[^1].Validation is not { } held || double.IsNaN(judged) || double.IsNaN(epochs[^1].Accuracy)) return;
        if (Finding(epochs, judged, rows) is { } finding) examination.Report(finding);
        else examination.Fine(Faults.ValidationAboveTraining, Figures(epochs[^1].Accuracy, held.Accuracy, judged));
    }

    /// <summary>The finding; null if there is no gap, or it is gone once training rows are judged alike.</summary>
    public static Finding? Finding(IReadOnlyList<EpochReport> epochs, double judged, int rows)
    {
        if (!Shows(epochs) || double.IsNaN(judged)) return null;
        var held = epochs[^1].Validation!;
        return Finding(epochs[^1].Accuracy, held.Accuracy, held.Rows, judged, rows);
    }

    /// <summary>The finding of one set of figures; null if there is no gap, or it may be chance.</summary>
    public static Finding? Finding(double training, double held, int heldRows, double judged, int rows)
    {
        double both = (held * heldRows + judged * rows) / (heldRows + rows);
        double chance = 3 * Math.Sqrt(both * (1 - both) * (1.0 / heldRows + 1.0 / rows));
        if (held - training <= Far || held - judged <= Math.Max(Far, chance)) return null;
        return Faults.ValidationAboveTraining.Warning(Grade.Likely, new Where(Phase: Phases.Evaluation), Figures(training, held, judged),
            "Look for training rows, or easier rows, among those held back: they should be drawn by chance from all rows.",
            ("held_back", held), ("training", training), ("training_evaluated", judged));
    }

    /// <summary>The three figures in a sentence.</summary>
    public static string Figures(double training, double held, double judged) =>
        $"Held-back rows are right in {100 * held:0.#} %, training rows in {100 * training:0.#} % while training " +
        $"and in {100 * judged:0.#} % when evaluated the same way.";
}
