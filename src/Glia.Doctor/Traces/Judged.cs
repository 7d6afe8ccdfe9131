using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The evaluated rows as the doctor computes them with one set of weights.</summary>
internal sealed class Judged
{
    public Judged(Reading reading, string weightsName, IReadOnlyList<LayerWeights> weights, OutputForm form)
    {
        (WeightsName, Weights) = (weightsName, weights);
        Run = ForwardRun.Of(reading.Trace.Evaluation!.X, weights, reading.Activations, form);
        Single = reading.Trace.Outs == 1;
        bool logits = form == OutputForm.Logits || (reading.OutputActivation.Name == "linear" && reading.Loss?.Name == LossNames.Binary);
        Threshold = logits || reading.Targets.AreSigns ? 0 : 0.5;
        Classes = [.. Enumerable.Range(0, Run.Outputs.Rows).Select(row => Class(Run.Outputs, row))];
    }

    public string WeightsName { get; }

    public IReadOnlyList<LayerWeights> Weights { get; }

    public ForwardRun Run { get; }

    public Matrix Outputs => Run.Outputs;

    /// <summary>The class of each row; of a single unit 0 or 1.</summary>
    public int[] Classes { get; }

    public int Rows => Classes.Length;

    private bool Single { get; }

    /// <summary>Above what an output says yes.</summary>
    public double Threshold { get; }

    /// <summary>The class that a row of outputs says.</summary>
    public int Class(Matrix outputs, int row) => Single ? outputs[row, 0] > Threshold ? 1 : 0 : outputs.ArgMax(row);

    /// <summary>Whether a class is right for a row, or so nearly tied with the right one that rounding decides.</summary>
    public bool Agrees(int row, double claimed)
    {
        if (claimed == Classes[row]) return true;
        if (Single) return claimed is 0 or 1 && Math.Abs(Outputs[row, 0] - Threshold) < 1e-5;
        if (claimed < 0 || claimed >= Outputs.Columns || claimed != Math.Round(claimed)) return false;
        double best = Outputs[row, Classes[row]];
        return best - Outputs[row, (int)claimed] <= 1e-4 * Math.Abs(best);
    }

    /// <summary>The share of rows on which claimed classes agree, row i being compared with row i − lag.</summary>
    public double Agreement(IReadOnlyList<double> claimed, int lag = 0)
    {
        int from = Math.Max(0, lag), to = Math.Min(Rows, Rows + lag), agree = 0;
        for (int i = from; i < to; i++)
            if (Agrees(i - lag, claimed[i])) agree++;
        return to > from ? (double)agree / (to - from) : 0;
    }

    /// <summary>The share of rows on which two lists of classes would agree if the rows of one were in a random order.</summary>
    public static double ByChance<T>(IReadOnlyList<T> some, IReadOnlyList<T> others) where T : notnull
    {
        var counts = others.CountBy(one => one).ToDictionary();
        return some.CountBy(one => one).Sum(one => (double)one.Value * counts.GetValueOrDefault(one.Key)) / some.Count / others.Count;
    }
}
