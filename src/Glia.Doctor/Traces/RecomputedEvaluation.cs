using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The evaluated rows as the doctor computes them with one set of weights.</summary>
internal sealed class RecomputedEvaluation
{
    public RecomputedEvaluation(Reading reading, string weightsName, IReadOnlyList<LayerWeights> weights, OutputForm form)
    {
        (Reading, WeightsName, Weights, Recorded) = (reading, weightsName, weights, reading.Trace.Evaluation!);
        Run = ForwardRun.Of(Recorded.X, weights, reading.Activations, form);
        bool logits = form == OutputForm.Logits || (reading.OutputActivation.Name == "linear" && reading.Loss?.Name == LossNames.Binary);
        Threshold = logits || reading.Targets.AreSigns ? 0 : 0.5;
        Classes = [.. Enumerable.Range(0, Run.Outputs.Rows).Select(row => Class(Run.Outputs, row))];
    }

    public Reading Reading { get; }

    /// <summary>What its owner recorded of it.</summary>
    public RecordedEvaluation Recorded { get; }

    public string WeightsName { get; }

    public IReadOnlyList<LayerWeights> Weights { get; }

    public ForwardRun Run { get; }

    public Matrix Outputs => Run.Outputs;

    /// <summary>Whether they can be judged at all.</summary>
    public bool IsFinite => Array.TrueForAll(Outputs.Values, double.IsFinite);

    /// <summary>The class of each row; of a single unit 0 or 1.</summary>
    public int[] Classes { get; }

    public int Rows => Classes.Length;

    /// <summary>Above what an output says yes.</summary>
    public double Threshold { get; }

    /// <summary>Whether the owner's answers are those of these weights.</summary>
    public bool IsReproduced { get; init; }

    /// <summary>Whether there is an answer for every row, where answers or outputs were recorded.</summary>
    public bool CountsAgree => (Recorded.Predictions?.Count ?? Rows) == Rows && (Recorded.Outputs?.Rows ?? Rows) == Rows;

    /// <summary>
    /// The owner's class per row: as recorded, or the argmax of the recorded outputs; null if there is one for every row in neither.
    /// </summary>
    public IReadOnlyList<double>? Claimed => Recorded.Predictions is { } predictions && predictions.Count == Rows ? predictions
        : Recorded.Predictions is null && Recorded.Outputs is { } outputs && outputs.Rows == Rows
            ? [.. ClassesOf(outputs).Select(one => (double)one)]
        : null;

    /// <summary>The right class of each row; null where the targets say none.</summary>
    public int[]? Labels => Reading.EvaluatedClasses;

    /// <summary>The class that a row of outputs says.</summary>
    public int Class(Matrix outputs, int row) => outputs.Columns > 1 ? outputs.ArgMax(row) : outputs[row, 0] > Threshold ? 1 : 0;

    /// <summary>The classes that rows of outputs say.</summary>
    public int[] ClassesOf(Matrix outputs) => [.. Enumerable.Range(0, outputs.Rows).Select(row => Class(outputs, row))];

    /// <summary>Outputs that say these classes and no others.</summary>
    public Matrix Saying(IReadOnlyList<double> classes)
    {
        var outputs = new Matrix(classes.Count, Outputs.Columns);
        for (int row = 0; row < classes.Count; row++)
        {
            if (outputs.Columns == 1) outputs[row, 0] = Threshold + classes[row] - 0.5;
            else if (classes[row] >= 0 && classes[row] < outputs.Columns) outputs[row, (int)classes[row]] = 1;
        }
        return outputs;
    }

    /// <summary>Whether a class is right for a row, or so nearly tied with the right one that rounding decides.</summary>
    public bool Agrees(int row, double claimed)
    {
        if (claimed == Classes[row]) return true;
        if (Outputs.Columns == 1) return claimed is 0 or 1 && Math.Abs(Outputs[row, 0] - Threshold) < 1e-5;
        if (claimed < 0 || claimed >= Outputs.Columns || claimed != Math.Round(claimed)) return false;
        double best = Outputs[row, Classes[row]];
        return best - Outputs[row, (int)claimed] <= 1e-4 * Math.Abs(best);
    }

    /// <summary>The share of rows on which claimed classes agree.</summary>
    public double Agreement(IReadOnlyList<double> claimed) =>
        Enumerable.Range(0, Rows).Count(row => Agrees(row, claimed[row])) / (double)Rows;

    /// <summary>
    /// Whether other outputs explain the recorded answers, and the recorded outputs as well, of nearly all rows that they speak of.
    /// </summary>
    /// <param name="outputs">What a hypothesis gives; NaN where it says nothing.</param>
    /// <param name="claimed">The recorded answers.</param>
    /// <param name="mayBeOne">Whether they may say one class for every row.</param>
    public bool Explained(Matrix outputs, IReadOnlyList<double> claimed, bool mayBeOne)
    {
        int[] known = [.. Enumerable.Range(0, Rows).Where(row => !double.IsNaN(outputs[row, 0]))];
        if (known.Count(row => Class(outputs, row) == claimed[row]) < NearlyAll * known.Length) return false;
        if (Recorded.Outputs is { } recorded)
            return known.Length > 1 && Same(outputs, recorded, known) && (mayBeOne || !Same(Outputs, recorded, known));
        // Answers alone tell less than outputs, and rows that are all of one class tell nothing.
        return mayBeOne || (known.Length >= Math.Max(Math.Min(Rows, Fewest), Rows / 4)
            && known.Select(row => Class(outputs, row)).Distinct().Skip(1).Any());
    }

    // Conventions: a few answers are decided by rounding, and the rows of outputs are rounded.
    private const double NearlyAll = 0.995, Rounded = 5e-3;
    private const int Fewest = 10;

    private static bool Same(Matrix outputs, Matrix recorded, int[] rows) =>
        Array.TrueForAll(rows, row => RelativeError.Of(outputs.Row(row), recorded.Row(row)) < Rounded);

    /// <summary>The share of rows on which two lists of classes would agree if the rows of one were in a random order.</summary>
    public static double ByChance<T>(IReadOnlyList<T> some, IReadOnlyList<T> others) where T : notnull
    {
        var counts = others.CountBy(one => one).ToDictionary();
        return some.CountBy(one => one).Sum(one => (double)one.Value * counts.GetValueOrDefault(one.Key)) / some.Count / others.Count;
    }
}
