using Glia.DoctorBench.Bases;
using Glia.Files;

namespace Glia.DoctorBench.Traces;

/// <summary>What a recording gave: the arrays of the trace, and what the network is really worth.</summary>
/// <param name="Arrays">The trace.</param>
/// <param name="Reported">The accuracy its author prints.</param>
/// <param name="True">The accuracy of its last weights on rows it has not seen.</param>
internal sealed record Recording(IReadOnlyDictionary<string, NdArray> Arrays, double Reported, double True);

/// <summary>Trains a hand-written network on the rows of a program and records one more step and one evaluation,
/// as its author would.</summary>
internal static class Recorder
{
    private const int EvaluatedRows = 150;

    public static Recording Record(Plan plan, HandSpec spec, IReadOnlyCollection<Slip> slips)
    {
        var draw = new Draw(plan.Seed + 500);
        var net = new HandNet(spec, slips, plan.Seed);
        var history = new List<double>();
        double sum = 0;
        for (int step = 0; step < spec.Steps; step++)
        {
            int[] rows = Batch(draw, plan.Train, spec.Batch);
            net.Forward(Inputs(plan.Train, rows), training: true);
            double[,] targets = Targets(plan, plan.Train, rows, net.Has(Slip.TargetIsClassNumber), spec);
            sum += net.Loss(targets);
            net.Backward(targets);
            net.Update();
            if ((step + 1) % 50 == 0)
            {
                history.Add(sum / 50);
                sum = 0;
            }
        }
        var arrays = new Dictionary<string, NdArray>();
        int[] batch = Batch(draw, plan.Train, spec.Batch);
        if (spec.Style.TellsStep)
        {
            arrays["step"] = NdArray.Scalar((double)spec.Steps);
            Weights(arrays, new HandNet(spec, slips, plan.Seed), "", "_start");
        }
        Step(arrays, net, plan, spec, batch);
        if (history.Count > 0) arrays["loss_history"] = NdArray.From(history.ToArray().AsSpan());
        int[] all = [.. Enumerable.Range(0, Math.Min(EvaluatedRows, plan.Test!.Rows))];
        double[][,] kernels = net.Kernels();
        double[][] biases = net.Biases();
        double reported = Evaluate(arrays, net, plan, spec, batch, all, draw);
        net.Put(kernels, biases);
        double[,] outputs = net.Forward(Inputs(plan.Test, all), training: false);
        return new Recording(Written.As(spec, arrays), reported, plan.Classes == 0 ? Explained(plan.Test, all, outputs)
            : Right(plan.Test, all, row => Predicted(outputs, row, 0.5)));
    }

    private static void Step(Dictionary<string, NdArray> arrays, HandNet net, Plan plan, HandSpec spec, int[] batch)
    {
        double[,] x = Inputs(plan.Train, batch), targets = Targets(plan, plan.Train, batch, net.Has(Slip.TargetIsClassNumber), spec);
        arrays["x"] = Array(x);
        arrays["y"] = Array(targets);
        arrays["hidden_activation"] = NdArray.Scalar(spec.Hidden);
        arrays["output_activation"] = NdArray.Scalar(spec.Output);
        arrays["loss"] = NdArray.Scalar(spec.Loss);
        arrays["learning_rate"] = NdArray.Scalar(spec.Rate);
        Weights(arrays, net, "", "");
        arrays["outputs"] = Array(net.Forward(x, training: true));
        arrays["loss_value"] = NdArray.Scalar(net.Loss(targets));
        if (spec.Drop > 0)
            for (int l = 0; l < net.Layers - 1; l++) arrays[$"dropout_mask{l + 1}"] = Array(net.MaskOf(l));
        net.Backward(targets);
        for (int l = 0; l < net.Layers; l++)
        {
            arrays[$"grad_w{l + 1}"] = Array(net.GradW[l]);
            arrays[$"grad_b{l + 1}"] = NdArray.From(net.GradB[l].AsSpan());
        }
        net.Update();
        Weights(arrays, net, "", "_after");
    }

    private static double Evaluate(Dictionary<string, NdArray> arrays, HandNet net, Plan plan, HandSpec spec, int[] batch,
        int[] rows, Draw draw)
    {
        Part part = plan.Test!;
        if (net.Has(Slip.EvaluatedOnTraining))
            (part, rows) = (plan.Train, [.. batch, .. Enumerable.Range(0, plan.Train.Rows).Except(batch).Take(EvaluatedRows)]);
        if (net.Has(Slip.NewNetwork))
        {
            var other = new HandNet(spec, [], plan.Seed + 99);
            net.Put(other.Kernels(), other.Biases());
        }
        Weights(arrays, net, "eval_", "");
        double[][,] cached = [.. net.A];
        double[,] x = Inputs(part, rows);
        double[,] outputs = net.Forward(x, training: net.Has(Slip.DropoutInEvaluation));
        if (plan.Classes == 0) return Evaluate(arrays, spec, part, rows, x, outputs);
        if (net.Has(Slip.TrainsWhileEvaluating)) outputs = TrainOn(net, plan, spec, part, rows);
        int[] shown = rows;
        if (net.Has(Slip.StaleLastSample)) outputs = Matrices.RepeatLastRow(Wide(cached[^1], rows.Length));
        if (net.Has(Slip.StaleOrigin)) outputs = Wide(cached[^1], rows.Length);
        if (net.Has(Slip.StaleLastBatch) || net.Has(Slip.TrainingAnswers)) outputs = Wide(cached[^1], rows.Length);
        if (net.Has(Slip.StalePreviousSample)) outputs = Lagged(outputs, cached[^1]);
        if (net.Has(Slip.StaleHidden))
        {
            net.A[net.Layers - 1] = Matrices.RepeatLastRow(Wide(cached[^2], rows.Length));
            net.Layer(net.Layers - 1, training: false);
            outputs = net.A[net.Layers];
        }
        if (net.Has(Slip.LabelsShuffled)) shown = [.. draw.Permutation(rows.Length).Select(i => rows[i])];
        double threshold = net.Has(Slip.ThresholdOnLogits) ? 0.9 : 0.5;
        double[] predictions = [.. Enumerable.Range(0, rows.Length)
            .Select(row => (double)(net.Has(Slip.ArgmaxOverOneUnit) ? 0 : Predicted(outputs, row, threshold)))];
        double right = net.Has(Slip.FloatEquality) ? Enumerable.Range(0, rows.Length).Count(i => outputs[i, 0] == part.Labels[shown[i]])
            : Enumerable.Range(0, rows.Length).Count(i => predictions[i] == part.Labels[shown[i]]);
        double reported = right / (net.Has(Slip.WrongDivisor) ? (rows.Length + 63) / 64 * 64 : rows.Length);
        Weights(arrays, net, "eval_", "_after");
        arrays["eval_x"] = Array(x);
        arrays["eval_y"] = NdArray.From([.. shown.Select(row => part.Labels[row])]);
        arrays["eval_predictions"] = NdArray.From(predictions.AsSpan());
        arrays["eval_outputs"] = Array(outputs);
        arrays["reported_accuracy"] = NdArray.Scalar(reported);
        return reported;
    }

    // Values: some authors count those that come out equal, which are none.
    private static double Evaluate(Dictionary<string, NdArray> arrays, HandSpec spec, Part part, int[] rows, double[,] x, double[,] outputs)
    {
        arrays["eval_x"] = Array(x);
        arrays["eval_y"] = NdArray.From([.. rows.Select(row => (double)part.Y[row])], rows.Length, 1);
        arrays["eval_outputs"] = Array(outputs);
        if (!spec.CountsValues) return double.NaN;
        double equal = rows.Index().Count(one => outputs[one.Index, 0] == part.Y[one.Item]) / (double)rows.Length;
        arrays["reported_accuracy"] = NdArray.Scalar(equal);
        return equal;
    }

    private static double Explained(Part part, int[] rows, double[,] outputs)
    {
        double mean = rows.Average(row => part.Y[row]);
        return 1 - rows.Index().Sum(one => Math.Pow(outputs[one.Index, 0] - part.Y[one.Item], 2)) / rows.Sum(row =>
            Math.Pow(part.Y[row] - mean, 2));
    }

    // The loop of the training copied for the test: predict a batch, step on it, again and again as the epochs go by.
    private static double[,] TrainOn(HandNet net, Plan plan, HandSpec spec, Part part, int[] rows)
    {
        for (int epoch = 0; epoch < 10; epoch++)
            foreach (int[] batch in rows.Chunk(32))
            {
                net.Forward(Inputs(part, batch), training: true);
                net.Backward(Targets(plan, part, batch, net.Has(Slip.TargetIsClassNumber), spec));
                net.Update();
            }
        return net.Forward(Inputs(part, rows), training: false);
    }

    private static int[] Batch(Draw draw, Part part, int rows) => [.. draw.Permutation(part.Rows).Take(rows)];

    private static double[,] Inputs(Part part, int[] rows)
    {
        var x = new double[rows.Length, part.Width];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < part.Width; j++) x[i, j] = part.X[rows[i] * part.Width + j];
        return x;
    }

    private static double[,] Targets(Plan plan, Part part, int[] rows, bool classNumber, HandSpec spec)
    {
        int units = spec.Widths[^1];
        var y = new double[rows.Length, units];
        for (int i = 0; i < rows.Length; i++)
        {
            if (plan.Classes == 0)
            {
                y[i, 0] = part.Y[rows[i]];
                continue;
            }
            int label = part.Labels[rows[i]];
            if (units == 1) y[i, 0] = label;
            else if (classNumber) for (int j = 0; j < plan.Classes; j++) y[i, j] = label;
            else y[i, label] = 1;
            (double no, double yes) = spec.Style.Targets;
            if (!classNumber)
                for (int j = 0; j < units; j++) y[i, j] = no + (yes - no) * y[i, j];
        }
        return y;
    }

    // What a program sees that reads a cache of fewer rows than it asks about.
    private static double[,] Wide(double[,] cached, int rows)
    {
        var wide = new double[rows, cached.GetLength(1)];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < cached.GetLength(1); j++) wide[i, j] = cached[i % cached.GetLength(0), j];
        return wide;
    }

    private static double[,] Lagged(double[,] outputs, double[,] cached)
    {
        var lagged = new double[outputs.GetLength(0), outputs.GetLength(1)];
        for (int i = 0; i < lagged.GetLength(0); i++)
            for (int j = 0; j < lagged.GetLength(1); j++) lagged[i, j] = i == 0 ? cached[cached.GetLength(0) - 1, j] : outputs[i - 1, j];
        return lagged;
    }

    private static int Predicted(double[,] outputs, int row, double threshold) => outputs.GetLength(1) == 1 ? outputs[row, 0] > threshold
        ? 1 : 0 : Matrices.ArgMax(outputs, row);

    private static double Right(Part part, int[] rows, Func<int, int> predicted) =>
        rows.Index().Count(one => predicted(one.Index) == part.Labels[one.Item]) / (double)rows.Length;

    private static void Weights(Dictionary<string, NdArray> arrays, HandNet net, string before, string after)
    {
        for (int l = 0; l < net.Layers; l++)
        {
            arrays[$"{before}w{l + 1}{after}"] = Array(net.W[l]);
            arrays[$"{before}b{l + 1}{after}"] = NdArray.From(net.B[l].AsSpan());
        }
    }

    private static NdArray Array(double[,] a) => NdArray.From(a.Cast<double>().ToArray().AsSpan(), a.GetLength(0), a.GetLength(1));
}
