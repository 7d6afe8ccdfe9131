using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Whether the labels of the evaluation belong to its rows.</summary>
internal static class LabelAudit
{
    // Every row is compared with every other.
    private const int MostNeighbours = 1000;

    public static void Examine(Reading reading, RecomputedEvaluation judged)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (MetricAudit.Labels(reading) is not { } labels || labels.Length < 30) return;
        int rows = labels.Length, classes = Math.Max(2, trace.Outs);
        double accuracy = Share(judged.Classes, labels, 0);
        double chance = RecomputedEvaluation.ByChance(judged.Classes, labels);
        double spread = Math.Sqrt(Math.Max(chance * (1 - chance), 1e-4) / rows);
        Collapsed(reading, judged, labels);
        if (TrainingAccuracy(reading, judged) is not { } training || accuracy > chance + Math.Max(3 * spread, 0.3 * (training - chance))
            || judged.Classes.Distinct().Count() < 2)
        {
            examination.Fine(Faults.LabelsOutOfOrder,
                $"the recomputed accuracy is {Words.Number(accuracy)}, chance {Words.Number(chance)}");
            return;
        }
        var where = new Where(null, "eval_y", Phases.Evaluation);
        string poor = $"the accuracy on the evaluated rows is {Words.Number(accuracy)}, about chance ({Words.Number(chance)}), " +
            $"while it is {Words.Number(training)} on the training rows";
        if (Mapping(judged, labels, classes) is { } mapped && mapped.Accuracy > Math.Max(accuracy + 0.3, 0.6 * training))
        {
            var moved = Enumerable.Range(0, classes).Where(c => mapped.Of[c] != c).Take(4).Select(c => $"{c} is {mapped.Of[c]}");
            examination.Report(Faults.LabelsOutOfOrder.Error(Grade.Strong, where,
                $"{poor}; numbering the classes differently ({string.Join(", ", moved)}, …) gives {Words.Number(mapped.Accuracy)}",
                "Use one numbering of the classes for training and evaluation.", ("accuracy", accuracy), ("mapped", mapped.Accuracy)));
            return;
        }
        foreach (int shift in new[] { 1, -1, 2, -2 })
            if (Share(judged.Classes, labels, shift) is var shifted && shifted > Math.Max(accuracy + 0.3, 0.6 * training))
            {
                examination.Report(Faults.LabelsOutOfOrder.Error(Grade.Strong, where,
                    $"{poor}; with the labels moved by {Words.Count(Math.Abs(shift), "row")} it is {Words.Number(shifted)}", null,
                    ("accuracy", accuracy), ("shifted", shifted)));
                return;
            }
        // If not even the rows' own neighbours share their labels, the labels do not belong to these rows.
        double related = Neighbours(trace.Evaluation!.X, labels), relatedToAnswers = Neighbours(trace.Evaluation.X, judged.Classes);
        double majority = Enumerable.Range(0, classes).Max(c => (double)labels.Count(one => one == c) / rows);
        if (related < Math.Max(chance, majority) + 4 * spread && relatedToAnswers > related + 0.2)
            examination.Report(Faults.LabelsOutOfOrder.Error(Grade.Strong, where,
                $"{poor}; the labels have no relation to the rows of eval_x at all", null, ("accuracy", accuracy), ("chance", chance)));
        else
            examination.Report(Faults.OverfitGap.Warning(Grade.Likely, where, poor,
                "Compare the transforms of training and evaluation rows, and look for overfitting.", ("accuracy", accuracy),
                ("training", training)));
    }

    private static void Collapsed(Reading reading, RecomputedEvaluation judged, int[] labels)
    {
        double predicted = judged.Classes.GroupBy(one => one).Max(group => (double)group.Count() / judged.Rows);
        double most = labels.GroupBy(one => one).Max(group => (double)group.Count() / labels.Length);
        if (predicted < 0.99 || most > 0.6) return;
        int to = judged.Classes.GroupBy(one => one).MaxBy(group => group.Count())!.Key;
        reading.Examination.Report(Faults.PredictionsCollapsed.Warning(Grade.Likely,
            new Where(null, "eval_predictions", Phases.Evaluation),
            $"{Words.Percent(predicted)} of a fresh forward pass' answers are class {to}, " +
            $"whose share is {Words.Percent((double)labels.Count(one => one == to) / labels.Length)}",
            null, ("share", predicted)));
    }

    // How many of the training rows the judged weights answer right, if that is more than luck can do: only a network that has learnt its
    // rows can be contradicted by labels.
    private static double? TrainingAccuracy(Reading reading, RecomputedEvaluation judged)
    {
        var trace = reading.Trace;
        if (reading.Targets.Classes() is not { } classes || (trace.Rows > 1 && classes.Distinct().Count() < 2)) return null;
        var outputs = ForwardRun.Of(trace.X, judged.Weights, reading.Activations).Outputs;
        int[] answers = judged.ClassesOf(outputs);
        int hits = answers.Zip(classes).Count(pair => pair.First == pair.Second);
        // A small batch does not show how often each class is answered.
        double chance = trace.Rows < 8 ? 1.0 / Math.Max(2, trace.Outs) : RecomputedEvaluation.ByChance(answers, classes);
        double share = (double)hits / trace.Rows;
        double surprise = share * Math.Log(share / chance) + (share < 1 ? (1 - share) * Math.Log((1 - share) / (1 - chance)) : 0);
        bool lucky = trace.Rows * surprise < Math.Log(500);
        // In a small batch luck can do everything; there the loss tells whether anything was learnt.
        bool learnt = share == 1 && trace.LossHistory is { Count: >= 2 } history && history[^1] < 0.5 * history[0];
        return share >= chance + 0.3 && (!lucky || learnt) ? share : null;
    }

    private static double Share(int[] answers, int[] labels, int shift) =>
        Enumerable.Range(0, labels.Length).Average(row => answers[row] == labels[(row + shift + labels.Length) % labels.Length] ? 1.0 : 0);

    private static (int[] Of, double Accuracy)? Mapping(RecomputedEvaluation judged, int[] labels, int classes)
    {
        if (labels.Length < 4 * classes || labels.Any(label => label < 0 || label >= classes)) return null;
        int[] best = Assignment.Between(judged.Classes, labels, classes);
        return (best, Share([.. judged.Classes.Select(c => best[c])], labels, 0));
    }

    // How often a row's nearest neighbour has the same label.
    private static double Neighbours(Matrix x, int[] labels)
    {
        int rows = Math.Min(x.Rows, MostNeighbours), right = 0;
        for (int i = 0; i < rows; i++)
        {
            double nearest = double.PositiveInfinity;
            int guess = 0;
            for (int k = 0; k < rows; k++)
            {
                if (k == i) continue;
                double distance = 0;
                for (int j = 0; j < x.Columns && distance < nearest; j++) distance += (x[i, j] - x[k, j]) * (x[i, j] - x[k, j]);
                if (distance < nearest) (nearest, guess) = (distance, labels[k]);
            }
            if (guess == labels[i]) right++;
        }
        return (double)right / rows;
    }
}
