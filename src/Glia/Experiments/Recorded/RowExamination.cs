using System.Runtime.InteropServices;
using Glia.Data;
using Glia.Losses;
using Glia.Metrics;

namespace Glia.Experiments.Recorded;

/// <summary>Asks the trained network about the rows it is judged by, one loss a row, and chooses those worth looking at.</summary>
internal sealed class RowExamination
{
    // A part with more rows is asked for an even choice of them: the worst of fifty thousand are bad enough.
    private const int MostRows = 50_000;

    private const int MostWorst = 24, MostOfCell = 12, MostOfDiagonal = 6, MostKept = 480, MostNumbers = 4, MostScatter = 400;

    // Ten bins, as in the paper.
    private const int Bins = 10;

    private readonly ExperimentRun _run;
    private readonly Dataset _data;
    private readonly Loss _loss;
    private readonly Accuracy _accuracy;
    private readonly int[] _rows;
    private readonly float[,] _outputs;
    private readonly double[] _losses;
    private readonly int[] _true, _predicted;
    private readonly float[] _probability, _ofTrue;
    private readonly RowNumbers _numbers;
    private readonly RowValues? _values;

    /// <summary>Asks about a part of the run's data.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The part.</param>
    /// <param name="numbers">What its rows are called.</param>
    /// <param name="values">Says what a row holds; null where rows are pictures.</param>
    public RowExamination(ExperimentRun run, Dataset data, RowNumbers numbers, RowValues? values)
    {
        (_run, _data, _numbers, _values) = (run, data, numbers, values);
        _loss = run.Experiment.Training.BuildLoss();
        _rows = Evenly(data.Rows, MostRows);
        _outputs = run.Network.Predict([.. (data.Views ?? [data.Inputs]).Select(view => view.Select(_rows))], run.Trainer.Workers);
        _accuracy = Accuracy.For(data.Targets, run.Network.OutputShape, _loss.AnswersBySign);
        (_losses, _true, _predicted) = (new double[_rows.Length], new int[_rows.Length], new int[_rows.Length]);
        (_probability, _ofTrue) = (new float[_rows.Length], new float[_rows.Length]);
        Ask();
    }

    /// <summary>How many rows were asked.</summary>
    public int Asked => _rows.Length;

    /// <summary>The rows worth keeping, as numbers of <see cref="Row"/>, the first the worst, and how many of them are the worst.</summary>
    /// <param name="most">How many there is room for.</param>
    public (IReadOnlyList<int> Kept, int Worst) Choose(int most)
    {
        most = Math.Min(most, MostKept);
        int[] order = [.. Enumerable.Range(0, Asked)];
        // What has no answer has no loss, and is the worst.
        Array.Sort(Array.ConvertAll(order, row => double.IsNaN(_losses[row]) ? double.NegativeInfinity : -_losses[row]), order);
        var kept = new List<int>(order.Take(Math.Min(MostWorst, most)));
        int worst = kept.Count;
        if (_run.ClassNames is null) return (kept, worst);
        var taken = new HashSet<int>(kept);
        IEnumerable<IGrouping<(int, int), int>> cells = order.GroupBy(row => (_true[row], _predicted[row]))
            .OrderBy(cell => cell.Key.Item1 == cell.Key.Item2).ThenByDescending(cell => cell.Count());
        foreach (IGrouping<(int True, int Predicted), int> cell in cells)
        {
            foreach (int row in cell.Take(cell.Key.True == cell.Key.Predicted ? MostOfDiagonal : MostOfCell))
                if (kept.Count < most && taken.Add(row)) kept.Add(row);
        }
        return (kept, worst);
    }

    /// <summary>The part's row behind a number.</summary>
    public int RowOf(int number) => _rows[number];

    /// <summary>One of the rows that were asked.</summary>
    public RecordedRow Row(int number)
    {
        int row = _rows[number];
        RecordedRow recorded = new()
        {
            Number = _numbers.Of(row),
            File = _numbers.FileOf(row),
            Loss = _losses[number],
            Values = _values?.Of(Inputs(row)) ?? [],
        };
        return _run.ClassNames is null
            ? recorded with { Targets = Own(_data.Targets[row]), Outputs = Own(Output(number)) }
            : recorded with
            {
                True = _true[number],
                Predicted = _predicted[number],
                Probability = _probability[number],
                ProbabilityOfTrue = _ofTrue[number],
            };
    }

    /// <summary>How sure the network was, and how often it was right; null where it gives no probabilities of classes.</summary>
    public Calibration? Calibration()
    {
        if (_run.ClassNames is null || Asked == 0 || _probability.Contains(float.NaN)) return null;
        int[] count = new int[Bins], right = new int[Bins];
        double[] sure = new double[Bins];
        for (int i = 0; i < Asked; i++)
        {
            int bin = Math.Clamp((int)(_probability[i] * Bins), 0, Bins - 1);
            count[bin]++;
            sure[bin] += _probability[i];
            if (_true[i] == _predicted[i]) right[bin]++;
        }
        double error = 0;
        var bins = new CalibrationBin[Bins];
        for (int bin = 0; bin < Bins; bin++)
        {
            bins[bin] = new(count[bin], sure[bin] / count[bin], (double)right[bin] / count[bin]);
            if (count[bin] > 0) error += Math.Abs(sure[bin] - right[bin]) / Asked;
        }
        return new Calibration(error, bins);
    }

    /// <summary>How well two classes are told apart, whatever the threshold; null where there are not two.</summary>
    public RankingCurve? Ranking()
    {
        if (_run.ClassNames is not { Count: 2 } names || Asked == 0) return null;
        bool[] second = [.. _true.Select(label => label == 1)];
        return RankingCurve.Of(names[1], [.. Enumerable.Range(0, Asked).Select(Score)], second);

        // Where there are no probabilities, as of a hinge, the scores themselves are in the same order.
        float Score(int number)
        {
            ReadOnlySpan<float> output = Output(number);
            if (!Kernels.Reduce.AllFinite(output)) return float.NaN;
            if (Probabilities(output) is { Length: 2 } shares) return shares[1];
            return output.Length == 1 ? output[0] : output[1] - output[0];
        }
    }

    /// <summary>Targets and outputs of an even choice of rows, where there is one number a row; else nothing.</summary>
    public IReadOnlyList<(double, double)> Scatter() => _run.HasAccuracy || _run.Network.OutputShape.Size != 1 || _data.Targets.Width != 1
        ? []
        : [.. Evenly(Asked, MostScatter).Select(number => (Own(_data.Targets[_rows[number]])[0], Own(Output(number))[0]))];

    private void Ask()
    {
        Shape shape = _run.Network.OutputShape;
        float[] one = new float[shape.Size];
        Tensor outputs = new(one, 0, shape, 1), targets = Tensor.Allocate(shape, 1);
        Span<int> single = stackalloc int[1];
        for (int i = 0; i < Asked; i++)
        {
            ReadOnlySpan<float> output = Output(i);
            output.CopyTo(one);
            single[0] = _rows[i];
            _loss.Gather(_data.Targets, single, targets);
            double loss = _loss.Compute(outputs, targets, default);
            bool answered = Kernels.Reduce.AllFinite(output);
            _losses[i] = answered ? loss : double.NaN;
            if (_run.ClassNames is null) continue;
            (_true[i], _predicted[i]) = (_accuracy.Expected(_data.Targets[_rows[i]]), answered ? _accuracy.Predicted(output) : -1);
            float[]? probabilities = answered ? Probabilities(output) : null;
            _probability[i] = At(probabilities, _predicted[i]);
            _ofTrue[i] = At(probabilities, _true[i]);
        }
    }

    // Scores of a hinge, and what a network gives that was trained on squares, are no probabilities.
    private float[]? Probabilities(ReadOnlySpan<float> output)
    {
        if (_loss is { AnswersBySign: true, FromLogits: false }) return null;
        float[] shares = ClassProbabilities.Of(output, _loss);
        return Array.Exists(shares, share => share is < 0 or > 1) ? null : shares;
    }

    private ReadOnlySpan<float> Output(int number) =>
        MemoryMarshal.CreateReadOnlySpan(ref _outputs[number, 0], _outputs.GetLength(1));

    private float[] Inputs(int row)
    {
        var values = new float[_data.Inputs.Shape.Size];
        _data.Inputs.Gather([row], values);
        return values;
    }

    private double[] Own(ReadOnlySpan<float> values)
    {
        var own = values.ToArray();
        if (_run.Data.TargetScaler is { } scaler && own.Length % scaler.Width == 0) scaler.Undo(own, own);
        return [.. own.Take(MostNumbers).Select(value => (double)value)];
    }

    private static float At(float[]? probabilities, int label) =>
        probabilities is not null && (uint)label < (uint)probabilities.Length ? probabilities[label] : float.NaN;

    /// <summary>Numbers from 0, spread evenly, at most so many.</summary>
    public static int[] Evenly(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * count / most))];
}
