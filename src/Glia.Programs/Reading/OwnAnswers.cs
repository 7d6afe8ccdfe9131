using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Programs.Reading;

/// <summary>How much of what there is to learn the program itself answers in some rows.</summary>
/// <param name="Learned">1 is all of it, 0 what always answering the same gets.</param>
/// <param name="Seen">What was seen, as the end of a sentence.</param>
internal sealed record OwnAnswers(double Learned, string Seen)
{
    // Rows below which the mean answer is no guess, and below which some of the right answers are luck. Conventions.
    private const int FewestRows = 4, FewestAnswers = 16;

    // What is so near to the only target there is has it. A convention.
    private const double Near = 0.01;

    /// <summary>By the outputs of a step; null where they say nothing.</summary>
    public static OwnAnswers? Of(RecordedStep step) => step.Outputs is { } outputs ? Of(outputs, step.Y) : null;

    /// <summary>By some outputs and their targets; null where they say nothing.</summary>
    public static OwnAnswers? Of(Matrix outputs, Matrix y) => Better(BySquares(outputs, y), ByOutputs(outputs, y));

    /// <summary>By many outputs that are all to be one and the same, as where a program has one row: there is nothing to tell apart, and
    /// what answers it has learned all that there is. Null where it does not, which says nothing.</summary>
    public static OwnAnswers? OfTheSame(Matrix outputs, Matrix y)
    {
        double[] wanted = [.. y.Values.Distinct()];
        if (outputs.Rows < FewestRows || outputs.Columns != 1 || y.Columns != 1 || wanted is not [var only] || only == 0) return null;
        double farthest = outputs.Values.Max(output => Math.Abs(output - only) / Math.Abs(only));
        return farthest > Near ? null : new OwnAnswers(1, $"the outputs of the program are at most {Words.Percent(farthest)} from what is "
            + "wanted, which is always the same");
    }

    /// <summary>By the evaluation that follows a step; null where there is none, or it says nothing.</summary>
    public static OwnAnswers? OfEvaluation(RecordedStep step)
    {
        if (step.Evaluation is not { Y: { } y } evaluation) return null;
        OwnAnswers? byOutputs = evaluation.Outputs is { } outputs ? Of(outputs, y) : null;
        int outs = step.Layers[^1].Weights.Columns;
        if (evaluation.Predictions is not { } said || said.Rows != y.Rows) return byOutputs;
        var targets = Targets.Of(y, outs);
        // A single output is rounded, or compared with what lies in the middle.
        return Better(byOutputs, ByClasses(targets, outs > 1 ? [.. said.Values.Select(one => (int)one)]
            : [.. said.Values.Select(one => one > (targets.Low + targets.High) / 2 ? 1 : 0)]));
    }

    private static OwnAnswers? Better(OwnAnswers? one, OwnAnswers? other) => (one?.Learned ?? -1) >= (other?.Learned ?? -1) ? one : other;

    // How much nearer the outputs are to the targets than the mean target is.
    private static OwnAnswers? BySquares(Matrix outputs, Matrix y)
    {
        if (outputs.Rows < FewestRows || outputs.Rows != y.Rows) return null;
        Matrix wanted = new(outputs.Rows, outputs.Columns);
        for (int i = 0; i < wanted.Rows; i++)
            for (int j = 0; j < wanted.Columns; j++)
                wanted[i, j] = y.Columns == outputs.Columns ? y[i, j] : y[i, 0] == j ? 1 : 0;
        double spread = 0, missed = 0;
        for (int j = 0; j < wanted.Columns; j++)
        {
            double mean = Enumerable.Range(0, wanted.Rows).Average(i => wanted[i, j]);
            for (int i = 0; i < wanted.Rows; i++)
            {
                spread += (wanted[i, j] - mean) * (wanted[i, j] - mean);
                missed += (outputs[i, j] - wanted[i, j]) * (outputs[i, j] - wanted[i, j]);
            }
        }
        return !(spread > 0) ? null : new OwnAnswers(1 - missed / spread,
            $"the outputs of the program are {Words.Percent(1 - missed / spread)} nearer to their targets "
                + "than the mean target is");
    }

    private static OwnAnswers? ByOutputs(Matrix outputs, Matrix y)
    {
        if (outputs.Rows != y.Rows) return null;
        var targets = Targets.Of(y, outputs.Columns);
        return ByClasses(targets, [.. Enumerable.Range(0, outputs.Rows).Select(row => outputs.Columns > 1 ? outputs.ArgMax(row)
            : outputs[row, 0] > (targets.Low + targets.High) / 2 ? 1 : 0)]);
    }

    // A loss that is driven up by a few rows says less of a classifier than its answers.
    private static OwnAnswers? ByClasses(Targets targets, int[] said)
    {
        if (said.Length < FewestAnswers || targets.Classes() is not { } classes || classes.Length != said.Length) return null;
        double most = classes.CountBy(one => one).Max(pair => pair.Value);
        double right = classes.Zip(said).Count(pair => pair.First == pair.Second);
        return most == classes.Length ? null : new OwnAnswers((right - most) / (classes.Length - most),
            $"{right:0} of {classes.Length:N0} answers of the program are right, where the most frequent class is {most:0}");
    }
}
