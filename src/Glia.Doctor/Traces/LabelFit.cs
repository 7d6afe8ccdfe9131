using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How well the labels of an evaluation fit the answers of a network that has learned its training rows.</summary>
/// <param name="Accuracy">Of the recomputed answers.</param>
/// <param name="Chance">What these answers give in a random order.</param>
/// <param name="Training">The accuracy on the training rows; null where it shows no learning.</param>
internal sealed record LabelFit(double Accuracy, double Chance, double? Training)
{
    // So many labels show an accuracy; each row is compared with every other of so many. Conventions.
    private const int FewestRows = 30, MostNeighbours = 1000;

    // An accuracy is about chance within so many standard errors, and below so much of what training gained. Conventions.
    private const double Errors = 3, OfTraining = 0.3;

    // Another order of labels or classes is meant where it gives so much more, and so much of the accuracy of training. Conventions.
    private const double Gained = 0.3, Most = 0.6;

    // Neighbours share labels beyond chance by so many standard errors; the answers must be so much more alike. Conventions.
    private const double Related = 4, MoreAlike = 0.2;

    // Few rows show no share of classes; luck makes one in so many; a loss that was halved shows learning. Conventions.
    private const int FewestForShares = 8, Luck = 500;
    private const double Halved = 0.5;

    // The variance of a share that is 0 or 1 is not 0 in another sample. Convention.
    private const double LeastVariance = 1e-4;

    private static readonly int[] s_shifts = [1, -1, 2, -2];

    /// <summary>Whether the accuracy is that of chance, on rows of a network that has learned.</summary>
    public bool IsPoor { get; private init; }

    /// <summary>That it is, in a sentence.</summary>
    public string Poor => $"the accuracy on the evaluated rows is {Words.Number(Accuracy)}, about chance ({Words.Number(Chance)}), " +
        $"while it is {Words.Number(Training ?? double.NaN)} on the training rows";

    /// <summary>Why the labels are those of other rows or classes, and a figure that says so; null where nothing does.</summary>
    public (string Says, string? Advice, (string, double) Figure)? Moved { get; private init; }

    /// <summary>Holds the labels of an evaluation against its recomputed answers; null where there are too few.</summary>
    public static LabelFit? Of(RecomputedEvaluation judged)
    {
        if (judged.Labels is not { Length: >= FewestRows } labels) return null;
        double accuracy = Share(judged.Classes, labels, 0), chance = RecomputedEvaluation.ByChance(judged.Classes, labels);
        double spread = Math.Sqrt(Math.Max(chance * (1 - chance), LeastVariance) / labels.Length);
        var fit = new LabelFit(accuracy, chance, TrainingAccuracy(judged));
        if (fit.Training is not { } training || accuracy > chance + Math.Max(Errors * spread, OfTraining * (training - chance))
            || judged.Classes.Distinct().Count() < 2)
            return fit;
        return fit with
        {
            IsPoor = true,
            Moved = OtherClasses(judged, labels, Math.Max(accuracy + Gained, Most * training))
                ?? OtherRows(judged, labels, Math.Max(accuracy + Gained, Most * training)) ?? NoRelation(judged, labels, chance, spread),
        };
    }

    private static (string, string?, (string, double))? OtherClasses(RecomputedEvaluation judged, int[] labels, double atLeast)
    {
        int classes = Math.Max(2, judged.Reading.Trace.Outs);
        if (labels.Length < 4 * classes || labels.Any(label => label < 0 || label >= classes)) return null;
        int[] best = Assignment.Between(judged.Classes, labels, classes);
        double mapped = Share([.. judged.Classes.Select(c => best[c])], labels, 0);
        if (mapped <= atLeast) return null;
        var moved = Enumerable.Range(0, classes).Where(c => best[c] != c).Take(4).Select(c => $"{c} is {best[c]}");
        return ($"numbering the classes differently ({string.Join(", ", moved)}, …) gives {Words.Number(mapped)}",
            "Use one numbering of the classes for training and evaluation.", ("mapped", mapped));
    }

    private static (string, string?, (string, double))? OtherRows(RecomputedEvaluation judged, int[] labels, double atLeast)
    {
        foreach (int shift in s_shifts)
            if (Share(judged.Classes, labels, shift) is var shifted && shifted > atLeast)
                return ($"with the labels moved by {Words.Count(Math.Abs(shift), "row")} it is {Words.Number(shifted)}", null,
                    ("shifted", shifted));
        return null;
    }

    // If not even the rows' own neighbours share their labels, the labels do not belong to these rows.
    private static (string, string?, (string, double))? NoRelation(RecomputedEvaluation judged, int[] labels, double chance, double spread)
    {
        double related = AlikeNeighbours(judged.Recorded.X, labels), relatedToAnswers = AlikeNeighbours(judged.Recorded.X, judged.Classes);
        double majority = labels.CountBy(one => one).Max(one => (double)one.Value / labels.Length);
        return related < Math.Max(chance, majority) + Related * spread && relatedToAnswers > related + MoreAlike
            ? ("the labels have no relation to the rows of eval_x at all", null, ("chance", chance)) : null;
    }

    // How many of the training rows the judged weights answer right, if that is more than luck can do: only a network that has learnt its
    // rows can be contradicted by labels.
    private static double? TrainingAccuracy(RecomputedEvaluation judged)
    {
        var (reading, trace) = (judged.Reading, judged.Reading.Trace);
        if (reading.Targets.Classes() is not { } classes || (trace.Rows > 1 && classes.Distinct().Count() < 2)) return null;
        int[] answers = judged.ClassesOf(ForwardRun.Of(trace.X, judged.Weights, reading.Activations).Outputs);
        double share = Share(answers, classes, 0);
        // A small batch does not show how often each class is answered.
        double chance = trace.Rows < FewestForShares ? 1.0 / Math.Max(2, trace.Outs) : RecomputedEvaluation.ByChance(answers, classes);
        double surprise = share * Math.Log(share / chance) + (share < 1 ? (1 - share) * Math.Log((1 - share) / (1 - chance)) : 0);
        bool lucky = trace.Rows * surprise < Math.Log(Luck);
        // In a small batch luck can do everything; there the loss tells whether anything was learnt.
        bool learnt = share == 1 && trace.LossHistory is { Count: >= 2 } history && history[^1] < Halved * history[0];
        return share >= chance + OfTraining && (!lucky || learnt) ? share : null;
    }

    private static double Share(int[] answers, int[] labels, int shift) =>
        Enumerable.Range(0, labels.Length).Average(row => answers[row] == labels[(row + shift + labels.Length) % labels.Length] ? 1.0 : 0);

    // How often a row's nearest neighbour has the same label.
    private static double AlikeNeighbours(Matrix x, int[] labels)
    {
        int rows = Math.Min(x.Rows, MostNeighbours);
        float[] inputs = Array.ConvertAll(x.Values[..(rows * x.Columns)], value => (float)value);
        int[] nearest = new Neighbours(inputs, rows, x.Columns, 1).Nearest;
        return Enumerable.Range(0, rows).Average(row => labels[nearest[row]] == labels[row] ? 1.0 : 0);
    }
}
