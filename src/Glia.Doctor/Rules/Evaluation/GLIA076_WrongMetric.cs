using Glia.Doctor.Findings;
using Glia.Metrics;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongMetric { get; } = new("GLIA076", Family.Evaluation, "wrong accuracy function",
        "The accuracy is computed over the wrong axis or with the wrong threshold.",
        "Argmax over the classes of each row, or a threshold of 0.5 on one probability.",
        Explains: "S01 S09 S11 S13 S14 S27 S31");
}

/// <summary>
/// An accuracy of values: a predicted value hardly ever equals the true one, so the share that does is near 0 however good the network is.
/// It is what a file measures that names no other metric, so it is a remark and no fault.
/// </summary>
internal sealed class WrongMetric() : Rule(Faults.WrongMetric)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets.Kind: TargetKind.Values, Subject.Experiment: { } experiment }) return [];
        if (!experiment.Training.Metrics.Any(MetricCatalogue.IsAccuracy)) return [Fine("The metrics measure values.")];
        return [Found(Fault.Note(Grade.Strong, new Where(Phase: Phases.Evaluation),
            "The targets are values, so an accuracy says nothing here: a predicted value hardly ever equals the true one, "
            + "and the share that does is near 0 % however good the network is.",
            "Judge by \"metrics\": [\"mean_absolute_error\", \"r2_score\"]: how far off the answers are, "
            + "and how much of what the targets vary by they explain."))];
    }
}
