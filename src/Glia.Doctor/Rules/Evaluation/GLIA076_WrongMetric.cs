using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Metrics;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongMetric { get; } = new("GLIA076", Family.Evaluation, "wrong accuracy function",
        "The accuracy is computed over the wrong axis or with the wrong threshold.",
        "Argmax over the classes of each row, or a threshold of 0.5 on one probability.",
        Explains: "S01 S09 S11 S13 S14 S27 S31")
    {
        JudgedBy = () => new WrongMetric(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>
/// An accuracy of values: a predicted value hardly ever equals the true one, so the share that does is near 0 however good the network is.
/// It is what a file measures that names no other metric, so it is a remark and no fault. Of a recorded evaluation, answers that are one
/// per class, and whether the figure is that of the answers.
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

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Judged is not { IsFinite: true } judged) yield break;
        if (judged.Recorded.Predictions is { } predictions && predictions.Count == reading.Trace.Outs
            && predictions.Count != judged.Rows && predictions.Count != reading.Trace.Rows)
            yield return Found(Fault.Error(Grade.Strong, new Where(null, "eval_predictions", Phases.Evaluation),
                $"there are {predictions.Count} predictions for {judged.Rows} rows, one per class: the argmax is taken over the rows " +
                "(axis=0) instead of over the classes (axis=1)"));
        if (judged.Recorded.ReportedAccuracy is not { } reported) yield return Skipped("no reported_accuracy was recorded");
        else if (reading.Figure is { Is: FigureIs.Right } right) yield return Fine(right.Both);
        else if (reading.Figure is { Is: FigureIs.Unsure } unsure)
            yield return Undecided($"{unsure.Both}, but what answered is not known for sure; record w1_after, … and the activations");
        else if (judged.Labels is null) yield return OfNoClasses(reading, judged, reported);
    }

    private Judgement OfNoClasses(Reading reading, RecomputedEvaluation judged, double reported)
    {
        if (judged.Recorded.Y is { } marks && reading.Targets.AreManyLabels && marks.Columns == judged.Outputs.Columns)
            return OfSeveralLabels(judged, marks, reported);
        return judged.Recorded.Y is not null && !reading.Targets.AreClasses && !reading.Targets.AreManyLabels
            ? Found(Fault.Warning(Grade.Likely, FigureReading.Where, "an accuracy is reported for targets that are values, not classes",
                "Report the mean absolute or squared error."))
            : Skipped("eval_y holds no class per row");
    }

    // With several labels a row an accuracy counts labels, or rows whose labels are all right, or something else.
    private Judgement OfSeveralLabels(RecomputedEvaluation judged, Matrix marks, double reported)
    {
        Matrix right = judged.Outputs.Zip(marks, (output, mark) => output > judged.Threshold == (mark == 1) ? 1 : 0);
        double labels = right.Values.Average(), rows = Enumerable.Range(0, right.Rows).Average(row => right.Row(row).Contains(0) ? 0.0 : 1);
        string both = $"the reported accuracy is {Words.Number(reported)}, an independent evaluation gives {Words.Number(labels)} of the " +
            $"labels and {Words.Number(rows)} of the rows";
        return ReportedFigure.Is(reported, labels, right.Values.Length) || ReportedFigure.Is(reported, rows, right.Rows)
            ? Fine(both) : Skipped(both);
    }
}
