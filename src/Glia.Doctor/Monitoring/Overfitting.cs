using System.Globalization;
using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>Whether training went on improving while held-back rows got worse (F53): sustained, and an error only where the answers got worse too.</summary>
internal static class Overfitting
{
    private const int LeastEpochsAfterBest = 5;

    /// <summary>Reads the epochs of a run whose held-back rows were evaluated.</summary>
    public static void Examine(ExperimentExamination examination, IReadOnlyList<EpochReport> epochs, bool classes)
    {
        var seen = epochs.Where(epoch => epoch.Validation is { } part && double.IsFinite(part.Loss)).ToList();
        if (seen.Count <= LeastEpochsAfterBest) return;
        EpochReport best = seen.MinBy(epoch => epoch.Validation!.Loss)!, last = seen[^1];
        string curve = string.Create(CultureInfo.InvariantCulture,
            $"Held-back loss {best.Validation!.Loss:G3} in epoch {best.Epoch} and {last.Validation!.Loss:G3} in epoch {last.Epoch}, training loss {best.Loss:G3} and {last.Loss:G3}.");
        double worst = seen.TakeLast(3).Min(epoch => epoch.Validation!.Loss);
        bool sustained = last.Epoch - best.Epoch >= LeastEpochsAfterBest && worst > 1.2 * best.Validation.Loss && last.Loss < 0.8 * best.Loss;
        if (!sustained)
        {
            examination.Fine(Faults.MissingRegularisation, curve);
            return;
        }
        // The loss of a network that is surer than it should be rises while its answers stay as good: that is no harm yet.
        double lost = classes ? seen.Max(epoch => epoch.Validation!.Accuracy) - seen.TakeLast(3).Average(epoch => epoch.Validation!.Accuracy) : worst / best.Validation.Loss - 1;
        Finding finding = Faults.MissingRegularisation.Error(Grade.Strong, new Where(Phase: Phases.Training), curve, null, ("best_epoch", best.Epoch), ("held_back_loss", last.Validation.Loss));
        examination.Report(lost > (classes ? 0.05 : 0.5) ? finding : finding with { Severity = Severity.Warning });
    }
}
