using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Metrics;

namespace Glia.Doctor.Probes;

/// <summary>
/// An accuracy of values (F76): a predicted value hardly ever equals the true one, so the share that does is near 0 however good the network
/// is. It is what a file measures that names no other metric, so it is a remark and no fault.
/// </summary>
internal sealed class MetricsForTargets : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets.Kind: TargetKind.Values }) return;
        if (examination.Subject.Experiment is not { } experiment) return;
        IReadOnlyList<JsonNode> metrics = experiment.Training.Metrics;
        if (metrics.Any(MetricCatalogue.IsAccuracy))
            examination.Report(Faults.WrongMetric.Note(Grade.Strong, new Where(Phase: Phases.Evaluation),
                "The targets are values, so an accuracy says nothing here: a predicted value hardly ever equals the true one, "
                + "and the share that does is near 0 % however good the network is.",
                "Judge by \"metrics\": [\"mean_absolute_error\", \"r2_score\"]: how far off the answers are, "
                + "and how much of what the targets vary by they explain."));
        else
            examination.Fine(Faults.WrongMetric, "The metrics measure values.");
    }
}
