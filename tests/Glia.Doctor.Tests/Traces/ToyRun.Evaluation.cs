using Glia.Doctor.Reference;
using Glia.Files;

namespace Glia.Doctor.Tests.Traces;

/// <summary>The evaluation of the network, with the mistakes people make there, and how arrays are written.</summary>
internal sealed partial class ToyRun
{
    private void Evaluate(Dictionary<string, NdArray> arrays, Matrix trainX, Matrix trainY)
    {
        var (x, y) = Batch(EvalRows);
        if (Mistake == "evaluated-on-training") (x, y) = Stacked(trainX, trainY, x, y);
        if (Mistake is "raw-inputs" or "scaled-twice") Corrupt(x);
        if (Mistake == "test-unscaled") x = x.Times(255);
        x = Narrow(x);
        var shown = x;
        var (kept, keptB) = (_w, _b);
        if (Mistake == "other-model") _w = [.. _w.Select(w => Normal(w.Rows, w.Columns, 1 / Math.Sqrt(w.Rows)))];
        var used = _w;
        var o = Forward(shown, training: Mistake == "dropout-in-evaluation",
            Mistake is "softmax-axis" or "softmax-all" or "double-softmax" or "relu-logits" or "hidden-softmax" ? Mistake : "").A[^1];
        var last = Forward(trainX, training: false, "").A[^1];
        int rows = x.Rows;
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => Outs == 1 ? (int)y[i, 0] : y.ArgMax(i))];
        if (Mistake == "stale-last") o = last.Take([.. Enumerable.Repeat(trainX.Rows - 1, rows)]);
        if (Mistake == "stale-lag") o = o.Take([.. Enumerable.Range(0, rows).Select(i => Math.Max(0, i - 1))]);
        if (Mistake == "stale-batch") o = last.Take([.. Enumerable.Range(0, rows).Select(i => i % trainX.Rows)]);
        if (Mistake == "stale-hidden")
        {
            // The hidden activations of the last training sample, the last layer computed afresh.
            var h = Forward(trainX.Take([trainX.Rows - 1]), training: false, "").A[^2];
            o = Activations.Named(Output).Forward(AddBias(h.Times(_w[^1]), _b[^1])).Take(new int[rows]);
        }
        int[] predicted =
            [.. Enumerable.Range(0, rows).Select(i => Outs == 1 ? o[i, 0] > (Output == "linear" ? 0 : 0.5) ? 1 : 0 : o.ArgMax(i))];
        if (Mistake == "argmax-one-unit") predicted = new int[rows];
        if (Mistake == "threshold-on-logit") predicted = [.. o.Values.Select(p => Math.Log(p / (1 - p)) > 0.5 ? 1 : 0)];
        if (Mistake == "argmax-axis") { var t = o.Transposed(); predicted = [.. Enumerable.Range(0, Outs).Select(t.ArgMax)]; }
        if (Mistake == "class-mapping") predicted = [.. predicted.Select(c => (c + 1) % Outs)];
        if (Mistake == "label-mapping") (labels, y) = Relabelled([.. labels.Select(c => (c + 1) % Outs)]);
        if (Mistake == "shuffled-labels") { Dice.Shuffle(labels); (labels, y) = Relabelled(labels); }
        Put(arrays, "eval_x", x);
        PutTargets(arrays, "eval_y", y);
        if (!Classes)
        {
            Put(arrays, "eval_outputs", o);
            (_w, _b) = (kept, keptB);
            return;
        }
        double hits = Enumerable.Range(0, Math.Min(rows, predicted.Length)).Count(i => predicted[i] == labels[i]), accuracy = hits / rows;
        if (Mistake == "wrong-divisor") accuracy = hits / (rows - 1 - rows % 7);
        if (Mistake == "ragged") accuracy = Enumerable.Range(0, rows / 32 * 32).Count(i => predicted[i] == labels[i]) / (double)rows;
        if (Mistake == "counts-elements") accuracy = Enumerable.Range(0, rows)
            .Sum(i => Enumerable.Range(0, Outs).Count(j => o[i, j] > 0.5 == (labels[i] == j))) / (double)(rows * Outs);
        bool outputsToo = Dice.Next(2) == 0
            && Mistake is not ("argmax-axis" or "class-mapping" or "argmax-one-unit" or "threshold-on-logit");
        arrays["eval_predictions"] = NdArray.From(predicted);
        if (outputsToo) Put(arrays, "eval_outputs", o);
        arrays["reported_accuracy"] = NdArray.Scalar(Dice.Next(2) == 0 ? accuracy : 100 * accuracy <= 1 ? accuracy : 100 * accuracy);
        if (Mistake is "other-model" or "trains-in-evaluation" || Dice.Next(3) == 0)
            for (int l = 0; l < Layers; l++)
            {
                Put(arrays, $"eval_w{l + 1}", Turn(used[l]));
                if (Biases) PutBias(arrays, $"eval_b{l + 1}", _b[l]);
                Put(arrays, $"eval_w{l + 1}_after", Turn(Mistake == "trains-in-evaluation" ? used[l].Map(v => v + 0.001) : used[l]));
            }
        (_w, _b) = (kept, keptB);
    }

    private (int[], Matrix) Relabelled(int[] labels)
    {
        var y = new Matrix(labels.Length, Outs);
        for (int i = 0; i < labels.Length; i++)
        {
            if (Outs == 1) y[i, 0] = labels[i];
            else y[i, labels[i]] = 1;
        }
        return (labels, y);
    }

    private static (Matrix, Matrix) Stacked(Matrix x1, Matrix y1, Matrix x2, Matrix y2) =>
        (new(x1.Rows + x2.Rows, x1.Columns, [.. x1.Values, .. x2.Values]),
            new(y1.Rows + y2.Rows, y1.Columns, [.. y1.Values, .. y2.Values]));

    private void PutTargets(Dictionary<string, NdArray> arrays, string name, Matrix y)
    {
        if (Classes && Outs > 1 && !OneHot)
        {
            double[] labels = [.. Enumerable.Range(0, y.Rows).Select(i => (double)y.ArgMax(i))];
            if (Mistake == "labels-divided") labels = [.. labels.Select(c => c / 255)];
            if (Mistake == "labels-zero") labels = new double[labels.Length];
            if (Mistake == "labels-from-one") labels = [.. labels.Select((c, i) => i < Outs ? i + 1.0 : c + 1)];
            arrays[name] = NdArray.From(labels);
        }
        else if (Outs == 1) arrays[name] = NdArray.From(y.Values);
        else Put(arrays, name, y);
    }

    private void Put(Dictionary<string, NdArray> arrays, string name, Matrix m) =>
        arrays[name] = Single ? NdArray.From([.. m.Values.Select(v => (float)v)], m.Rows, m.Columns)
            : NdArray.From(m.Values, m.Rows, m.Columns);

    private void PutBias(Dictionary<string, NdArray> arrays, string name, Matrix m)
    {
        if (m.Rows > 1 || RowBiases) Put(arrays, name, m);
        else arrays[name] = Single ? NdArray.From([.. m.Values.Select(v => (float)v)]) : NdArray.From(m.Values);
    }
}
