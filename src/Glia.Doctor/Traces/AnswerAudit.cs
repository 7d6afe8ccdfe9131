using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads answers that an independent forward pass does not give.</summary>
internal static class AnswerAudit
{
    // Under other numbers most classes are right, not all: a step that was not recorded moves a few answers. Convention.
    private const double NearlyAll = 0.98;

    /// <summary>The reading, or null if weights that were not recorded may explain the answers.</summary>
    public static Finding? Read(Reading reading, RecomputedEvaluation judged)
    {
        var evaluation = reading.Trace.Evaluation!;
        var where = new Where(null, evaluation.Predictions is not null ? "eval_predictions" : "eval_outputs", Phases.Evaluation);
        if (evaluation.Predictions is { } all && all.Count != judged.Rows) return WrongLength(reading, judged, all, where);
        if (evaluation.Outputs is { } outputs && outputs.Rows != judged.Rows)
        {
            bool ofBatch = outputs.Rows == reading.Trace.Rows;
            return Faults.StaleForwardPass.Error(ofBatch ? Grade.Strong : Grade.Likely, where with { Parameter = "eval_outputs" },
                $"eval_outputs has {outputs.Rows} rows{(ofBatch ? ", as many as the last training batch," : "")} while {judged.Rows} " +
                "rows were evaluated");
        }
        if (EvaluationAudit.Claimed(evaluation, judged) is not { } claimed) return null;
        double agreement = judged.Agreement(claimed);
        return Mistaken(judged, claimed) is { } mistake ? Found(mistake, judged, claimed, where, agreement)
            : Remaining(reading, judged, claimed, where, agreement);
    }

    private static Hypothesis<RecomputedEvaluation>? Mistaken(RecomputedEvaluation judged, IReadOnlyList<double> claimed)
    {
        bool one = EvaluationMistakes.IsOneRow(judged.Reading.Trace.Evaluation!, claimed);
        bool Says(Hypothesis<RecomputedEvaluation> mistake, double share) =>
            mistake.Predict(judged) is { } answers
            && answers.Values.Zip(claimed).Count(pair => pair.First == pair.Second) >= share * judged.Rows;
        return EvaluationMistakes.OfOneUnit(judged, claimed).FirstOrDefault(mistake => Says(mistake, 1))
            ?? EvaluationMistakes.OfOutputs(judged,
                claimed).FirstOrDefault(mistake => mistake.Predict(judged) is { } outputs && judged.Explained(outputs, claimed, one))
            ?? EvaluationMistakes.OfClasses(judged, claimed).FirstOrDefault(mistake => Says(mistake, NearlyAll));
    }

    private static Finding Found(Hypothesis<RecomputedEvaluation> mistake, RecomputedEvaluation judged, IReadOnlyList<double> claimed,
        Where where, double agreement)
    {
        double chance = RecomputedEvaluation.ByChance(claimed, Array.ConvertAll(judged.Classes, one => (double)one));
        // A handful of answers are one class by chance.
        bool few = judged.Rows < 5 && judged.Reading.Trace.Evaluation!.Outputs is null;
        if (mistake.Fault == Faults.SplitsScaledDifferently) where = where with { Parameter = "eval_x" };
        return mistake.Fault!.Error(few ? Grade.Likely
            : Grade.Strong, where, mistake.Says, mistake.Advice, ("rows", judged.Rows), ("agreement", agreement),
            ("chance", chance)) with
        { Severity = mistake.Severity };
    }

    private static Finding WrongLength(Reading reading, RecomputedEvaluation judged, IReadOnlyList<double> predictions, Where where)
    {
        var trace = reading.Trace;
        string count = $"there are {predictions.Count} predictions";
        if (predictions.Count == trace.Outs && predictions.Count != trace.Rows)
            return Faults.WrongMetric.Error(Grade.Strong, where,
                $"{count} for {judged.Rows} rows, one per class: the argmax is taken over the rows (axis=0) instead of over " +
                "the classes (axis=1)");
        return predictions.Count == trace.Rows
            ? Faults.StaleForwardPass.Error(Grade.Strong, where,
                $"{count}, as many as the last training batch has rows, while {judged.Rows} rows were evaluated: " +
                "the answers are those of the training batch")
            : Faults.WrongDivisor.Error(Grade.Likely, where, $"{count} for {judged.Rows} evaluated rows",
                "Predict every evaluated row exactly once.");
    }

    private static Finding? Remaining(Reading reading, RecomputedEvaluation judged, IReadOnlyList<double> claimed, Where where,
        double agreement)
    {
        var recorded = reading.Trace.Evaluation!;
        double chance = RecomputedEvaluation.ByChance(claimed, Array.ConvertAll(judged.Classes, one => (double)one));
        int wrong = Enumerable.Range(0, judged.Rows).Count(row => !judged.Agrees(row, claimed[row]));
        bool alike = recorded.Outputs is { } outputs && Correlation(judged.Outputs, outputs) > 0.5;
        const string record = "record the weights that the evaluation uses (eval_w1, …).";
        if (wrong == 0)
        {
            if (recorded.Outputs is not null && !alike)
                reading.Examination.Undecided(Faults.MetricNotReproduced,
                    "eval_outputs has nothing in common with the outputs of the recorded network, although eval_predictions has");
            return Faults.MetricNotReproduced.Note(Grade.Weak, where,
                "the outputs differ from a fresh forward pass, but every answer is the same", $"To be sure, {record}");
        }
        if (!EvaluationAudit.NetworkIsKnown(reading)) return null;
        bool related = alike || agreement > chance + Math.Max(0.1, 3 * Math.Sqrt(chance * (1 - chance) / judged.Rows));
        bool dropout = reading.Trace.Layers.Any(layer => layer.Mask is not null);
        string evidence = $"{wrong} of {judged.Rows} answers differ from a fresh forward pass ({Words.Percent(agreement)} agree, " +
            $"chance alone gives {Words.Percent(chance)})";
        Finding Error(Fault fault, Grade grade, string reason, string? advice = null) =>
            fault.Error(grade, where, evidence + reason, advice, ("agreement", agreement), ("chance", chance));

        if (related && dropout)
            return Error(Faults.TrainingModeInEvaluation, Grade.Strong,
                ", and the network has dropout: the masks are still drawn in evaluation");
        if (!related)
            return Error(Faults.EvaluatedOtherModel, Grade.Likely,
                ", no more than chance: the answers are not those of the trained weights");
        // A step that is reproduced without masks has no dropout, so only other weights are left to explain the answers.
        if (reading.OutputsReproduced != true && reading.GradientsRight != true)
            return Error(Faults.TrainingModeInEvaluation, Grade.Weak,
                ": as if dropout were active, or as if weights of another moment were used",
                $"Switch dropout off when evaluating, and {record}");
        const string advice = $"Evaluate the network that was trained, and {record}";
        if (agreement < chance + (0.6 * (1 - chance)))
            return Error(Faults.EvaluatedOtherModel, Grade.Likely, ": other weights than those of the step answer", advice);
        // Some more steps between the record and the evaluation do that too.
        return recorded.Weights is null ? null
            : Error(Faults.EvaluatedOtherModel, Grade.Weak, ", although the weights of the evaluation were recorded", advice);
    }

    private static double Correlation(Matrix a, Matrix b)
    {
        double meanA = a.Values.Average(), meanB = b.Values.Average();
        var (x, y) = (a.Map(value => value - meanA), b.Map(value => value - meanB));
        return x.Norm * y.Norm is > 0 and var norms ? x.Dot(y) / norms : 0;
    }
}
