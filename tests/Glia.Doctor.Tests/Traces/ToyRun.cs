using Glia.Doctor.Reference;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>
/// A network written by hand in double precision, by somebody who may make one mistake. Records a trace of one step and one evaluation.
/// Its forward and backward passes are written out here and share nothing with the doctor's reading of them but the oracle's activations.
/// </summary>
internal sealed partial class ToyRun
{
    public required Dice Dice { get; init; }
    public string Mistake { get; init; } = "";
    public int[] Widths { get; init; } = [4, 8, 3];
    public string Hidden { get; init; } = "relu";
    public string Output { get; init; } = "softmax";
    public string Loss { get; init; } = "categorical_crossentropy";
    public int Rows { get; init; } = 16;
    public int EvalRows { get; init; } = 120;
    public bool Biases { get; init; } = true;
    public bool RowBiases { get; init; }
    public bool OutIn { get; init; }
    public bool Single { get; init; }
    public bool OneHot { get; init; }
    public double Rate { get; init; } = 0.05;
    public string Reduction { get; init; } = "mean";
    public string Optimizer { get; init; } = "sgd";
    public double L2 { get; init; }
    public double ClipNorm { get; init; }
    public double Dropout { get; init; }
    public int WarmUp { get; init; } = 40;
    public bool RecordOutputs { get; init; } = true;
    public bool RecordLoss { get; init; } = true;
    public bool RecordNames { get; init; } = true;
    public bool RecordAfter { get; init; } = true;
    public bool RecordEvaluation { get; init; } = true;
    public double InitialDeviation { get; init; }

    /// <summary>Whether each class has two places that lie opposite,
    /// so that no linear network tells them apart and hidden layers must learn.</summary>
    public bool Opposite { get; init; }

    private int Layers => Widths.Length - 1;
    private int Outs => Widths[^1];
    private bool Classes => Output == "softmax" || Loss == "binary_crossentropy" || Mistake == "shown-squared-error";

    private Matrix[] _w = [], _b = [], _centres = [];
    private Matrix _truth = new(0, 0);
    private readonly Dictionary<Matrix, (Matrix M, Matrix V)> _state = [];
    private int _steps;
    private Matrix[] _masks = [];
    private Matrix[] _gradientSumW = [], _gradientSumB = [];

    public Dictionary<string, NdArray> Record()
    {
        var arrays = new Dictionary<string, NdArray>();
        Initialise();
        for (int step = 0; step < WarmUp; step++)
        {
            var (wx, wy) = Batch(Rows);
            Step(wx, wy, "", Mistake == "accumulated", out _);
        }
        AfterWarmUp();
        var (x, y) = Batch(Rows);
        Corrupt(x);
        x = Narrow(x);
        Put(arrays, "x", x);
        PutTargets(arrays, "y", y);
        for (int l = 0; l < Layers; l++)
        {
            Put(arrays, $"w{l + 1}", Turn(_w[l]));
            if (Biases) PutBias(arrays, $"b{l + 1}", _b[l]);
        }
        if (RecordNames)
        {
            if (Layers > 1) arrays["hidden_activation"] = NdArray.Scalar(Hidden);
            arrays["output_activation"] = NdArray.Scalar(Output);
            arrays["loss"] = NdArray.Scalar(Loss);
            if (Hidden == "leaky_relu") arrays["negative_slope"] = NdArray.Scalar(0.1);
        }
        if (OutIn) arrays["layout"] = NdArray.Scalar("out_in");
        arrays["learning_rate"] = NdArray.Scalar(Rate);
        if (L2 > 0) arrays["l2"] = NdArray.Scalar(L2);
        if (ClipNorm > 0) arrays["clip_norm"] = NdArray.Scalar(ClipNorm);
        if (Optimizer != "sgd") arrays["optimizer"] = NdArray.Scalar(Optimizer == "momentum" ? "sgd" : Optimizer);
        if (Optimizer == "momentum") arrays["momentum"] = NdArray.Scalar(0.9);
        var before = (_w.Select(one => one.Copy()).ToArray(), _b.Select(one => one.Copy()).ToArray());
        var trained = Step(x, y, Mistake, Mistake == "accumulated", out var run);
        if (Dropout > 0)
            for (int l = 0; l < Layers - 1; l++) Put(arrays, $"dropout_mask{l + 1}", _masks[l]);
        if (RecordOutputs) Put(arrays, "outputs", run.Outputs);
        if (RecordLoss) arrays["loss_value"] = NdArray.Scalar(run.Loss);
        for (int l = 0; l < Layers; l++)
        {
            Put(arrays, $"grad_w{l + 1}", Turn(trained.W[l]));
            if (Biases) PutBias(arrays, $"grad_b{l + 1}", trained.B[l]);
            if (!RecordAfter) continue;
            Put(arrays, $"w{l + 1}_after", Turn(_w[l]));
            if (Biases) PutBias(arrays, $"b{l + 1}_after", _b[l]);
        }
        if (!RecordAfter) (_w, _b) = before;
        if (RecordEvaluation) Evaluate(arrays, x, y);
        return arrays;
    }

    private void Initialise()
    {
        _w = new Matrix[Layers];
        _b = new Matrix[Layers];
        _gradientSumW = new Matrix[Layers];
        _gradientSumB = new Matrix[Layers];
        for (int l = 0; l < Layers; l++)
        {
            double deviation = InitialDeviation > 0 ? InitialDeviation : Hidden is "relu" or "leaky_relu" or "elu" && l < Layers - 1
                ? Math.Sqrt(2.0 / Widths[l]) : Math.Sqrt(1.0 / Widths[l]);
            _w[l] = Narrow(Normal(Widths[l], Widths[l + 1], deviation));
            _b[l] = new Matrix(1, Widths[l + 1]);
            (_gradientSumW[l], _gradientSumB[l]) = (new(Widths[l], Widths[l + 1]), new(1, Widths[l + 1]));
        }
        int classes = Math.Max(2, Outs);
        _centres = [.. Enumerable.Range(0, classes).Select(_ => Normal(1, Widths[0], 1.5))];
        if (Opposite) _centres = [.. _centres, .. _centres.Select(centre => centre.Times(-1))];
        _truth = Normal(Widths[0], Outs, 1 / Math.Sqrt(Widths[0]));
    }

    private void AfterWarmUp()
    {
        if (Mistake == "constant-weights") _w = [.. _w.Select(w => w.Map(_ => 0.05))];
        if (Mistake == "odd-bias") _b[^1][0, 1] += 10;
        if (Mistake == "exploded") _w[0] = _w[0].Map(_ => double.NaN);
    }

    private (Matrix X, Matrix Y) Batch(int rows)
    {
        var x = new Matrix(rows, Widths[0]);
        var y = new Matrix(rows, Outs);
        for (int i = 0; i < rows; i++)
        {
            if (Classes)
            {
                int place = Dice.Next(_centres.Length), label = place % Math.Max(2, Outs);
                for (int j = 0; j < x.Columns; j++) x[i, j] = _centres[place][0, j] + 0.6 * Gauss();
                if (Outs == 1) y[i, 0] = label;
                else y[i, label] = 1;
            }
            else
            {
                for (int j = 0; j < x.Columns; j++) x[i, j] = Gauss();
            }
        }
        if (!Classes)
        {
            var z = x.Times(_truth);
            y = Output switch
            {
                "sigmoid" => z.Map(Activations.Sigmoid),
                "tanh" => z.Map(Math.Tanh),
                _ =>
                z.Map(v => Math.Tanh(v) + 0.1 * Gauss())
            };
        }
        return (x, y);
    }

    private void Corrupt(Matrix x)
    {
        if (Mistake == "nan-input") x[0, 0] = double.NaN;
        if (Mistake == "raw-inputs") for (int i = 0; i < x.Values.Length; i++) x.Values[i] = Math.Round(Math.Abs(x.Values[i]) * 80);
        if (Mistake == "scaled-twice")
            for (int i = 0; i < x.Values.Length; i++) x.Values[i] = Math.Round(Math.Min(255, Math.Abs(x.Values[i]) * 80)) / 65025;
    }

    private (Matrix[] Z, Matrix[] A) Forward(Matrix x, bool training, string mistake)
    {
        var (z, a) = (new Matrix[Layers + 1], new Matrix[Layers + 1]);
        a[0] = x;
        for (int l = 1; l <= Layers; l++)
        {
            z[l] = Narrow(AddBias(a[l - 1].Times(_w[l - 1]), _b[l - 1]));
            string name = l == Layers ? Output : Hidden;
            if (mistake == "hidden-softmax" && l == 1 && Layers > 1) name = "softmax";
            var activation = Activations.Named(name, 0.1);
            a[l] = l == Layers && mistake == "softmax-axis" ? activation.Forward(z[l].Transposed()).Transposed()
                : l == Layers && mistake == "softmax-all"
                ? new Matrix(z[l].Rows, z[l].Columns, activation.Forward(new Matrix(1, z[l].Values.Length, z[l].Values)).Values)
                : l == Layers && mistake == "double-softmax" ? activation.Forward(activation.Forward(z[l]))
                : l == Layers && mistake == "relu-logits" ? activation.Forward(z[l].Map(v => Math.Max(0, v)))
                : activation.Forward(z[l]);
            a[l] = Narrow(a[l]);
            if (training && Dropout > 0 && l < Layers)
            {
                if (_masks.Length != Layers - 1) _masks = new Matrix[Layers - 1];
                _masks[l - 1] = new Matrix(x.Rows, Widths[l]).Map(_ => Dice.NextDouble() < Dropout ? 0 : 1 / (1 - Dropout));
                a[l] = a[l].Zip(_masks[l - 1], (v, m) => v * m);
            }
        }
        return (z, a);
    }

    private ((Matrix[] W, Matrix[] B), (Matrix Outputs, double Loss)) Gradients(Matrix x, Matrix y, string mistake)
    {
        var (z, a) = Forward(x, training: true, mistake);
        int n = x.Rows, k = Outs;
        double lossFactor = Reduction switch { "sum" => 1, "half" => 0.5 / n, "elements" => 1.0 / n / k, _ => 1.0 / n };
        double gradientFactor = lossFactor * mistake switch
        {
            "not-divided" => n,
            "divided-twice" => 1.0 / n,
            "sign" => -1,
            "per-class" =>
            1.0 / k,
            _ => 1
        };
        var o = a[^1];
        double sum = 0;
        for (int i = 0; i < o.Values.Length; i++)
        {
            double p = Math.Clamp(o.Values[i], 1e-12, 1 - 1e-12), t = y.Values[i];
            sum += Loss switch
            {
                "categorical_crossentropy" => t == 0 ? 0 : -t * Math.Log(p),
                "binary_crossentropy" => -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p)),
                _ => (o.Values[i] - t) * (o.Values[i] - t),
            };
        }
        double loss = sum * lossFactor;
        if (mistake == "nan-loss") loss = double.NaN;
        if (mistake == "binary-formula")
        {
            loss = 0;
            for (int i = 0; i < o.Values.Length; i++)
                loss -= (y.Values[i] * Math.Log(o.Values[i]) + (1 - y.Values[i]) * Math.Log(1 - o.Values[i])) * lossFactor;
        }
        if (L2 > 0) loss += L2 / 2 * _w.Sum(w => w.Values.Sum(v => v * v));
        var last = Activations.Named(Output, 0.1);
        bool squared = Loss == "mean_squared_error" && Mistake != "shown-squared-error";
        var delta = o.Zip(y, (p, t) => (p - t) * (squared ? 2 : 1));
        if (squared) delta = last.Backward(z[^1], delta);
        var beforeLast = delta.Times(gradientFactor);
        if (squared) beforeLast = o.Zip(y, (p, t) => 2 * (p - t) * gradientFactor);
        if (mistake == "softmax-diagonal") delta = o.Zip(y, (p, t) => 2 * (p - t) * p * (1 - p));
        if (mistake == "jacobian-twice") delta = last.Backward(z[^1], delta);
        if (mistake == "p(1-p)-twice") delta = delta.Zip(o, (d, p) => d * p * (1 - p));
        if (mistake == "broadcast") { double mean = y.Values.Average(); delta = o.Map(v => 2 * (v - mean)); }
        delta = delta.Times(gradientFactor);
        var (gw, gb) = (new Matrix[Layers], new Matrix[Layers]);
        for (int l = Layers; l >= 1; l--)
        {
            gw[l - 1] = a[l - 1].Transposed().Times(delta);
            gb[l - 1] = delta.SumOfRows();
            if (mistake == "pre-activations" && l > 1) gw[l - 1] = z[l - 1].Transposed().Times(delta);
            if (mistake == "own-outputs" && l == Layers)
                gw[l - 1] = delta.Zip(a[l], (d, v) => d * v).SumOfRows().Take(new int[Widths[l - 1]]);
            if (mistake == "own-weights" && l == 1) gw[l - 1] = _w[0].Zip(delta.SumOfRows().Take(new int[Widths[0]]), (v, d) => v * d);
            if (mistake == "last-row-only") gw[l - 1] = a[l - 1].Take([n - 1]).Transposed().Times(delta.Take([n - 1]));
            if (mistake == "bias-mean") gb[l - 1] = gb[l - 1].Times(1.0 / n);
            if (mistake == "bias-last-row") gb[l - 1] = delta.Take([n - 1]);
            if (mistake == "bias-not-summed") gb[l - 1] = delta;
            if (mistake == "bias-total") gb[l - 1] = gb[l - 1].Map(_ => gb[l - 1].Values.Sum());
            if (L2 > 0) gw[l - 1] = gw[l - 1].Zip(_w[l - 1], (g, w) => g + L2 * w);
            if (l == 1) break;
            var w = mistake == "updated-first" ? _w[l - 1].Zip(gw[l - 1], (v, g) => v - Rate * g) : _w[l - 1];
            var u = mistake == "not-transposed" && w.Rows == w.Columns ? delta.Times(w) : delta.Times(w.Transposed());
            if (mistake == "error-without-derivative" && l == Layers) u = beforeLast.Times(w.Transposed());
            if (mistake == "error-without-weights" && l == Layers) u = delta.Times(new Matrix(delta.Columns, w.Rows).Map(_ => 1));
            if (mistake == "rows-shifted")
                u = delta.Times(new Matrix(w.Rows, w.Columns, [.. _b[l - 1].Values, .. w.Values.SkipLast(w.Columns)]).Transposed());
            if (Dropout > 0 && mistake != "mask-forgotten")
                u = u.Zip(_masks[l - 2], (v, m) => mistake == "mask-without-factor" ? (m > 0 ? v : 0) : v * m);
            delta = Narrow(Through(l - 1, u, z[l - 1], a[l - 1], mistake));
            if (mistake == "blocked") delta = delta.Times(0);
        }
        return ((gw, gb), (o, loss));
    }

    private Matrix Through(int l, Matrix u, Matrix z, Matrix a, string mistake)
    {
        var activation = Activations.Named(mistake == "hidden-softmax" && l == 1 ? "softmax" : Hidden, 0.1);
        double low = Hidden == "leaky_relu" ? 0.1 : 0;
        Matrix Rolled(Matrix m, int by) => m.Take([.. Enumerable.Range(0, m.Rows).Select(i => (i - by + m.Rows) % m.Rows)]);
        return mistake switch
        {
            "mask-gradient-sign" => u.Map(v => v > 0 ? v : low * v),
            "mask-missing" or "derivative-forgotten" => u,
            "mask-row-before" => u.Zip(Rolled(z, 1), (v, at) => at > 0 ? v : low * v),
            "mask-next-row" => u.Zip(Rolled(z, -1), (v, at) => at > 0 ? v : low * v),
            "mask-swapped" => z.Zip(u, (at, v) => v > 0 ? at : 0),
            "mask-inverted" => u.Zip(z, (v, at) => at > 0 ? low * v : v),
            "mask-or-equal" => u.Zip(z, (v, at) => at >= 0 ? v : low * v),
            "derivative-at-output" => u.Zip(a, (v, at) => v * ((ElementwiseActivation)activation).Derivative(at)),
            _ => activation.Backward(z, u),
        };
    }

    private ((Matrix[] W, Matrix[] B) Gradients, (Matrix Outputs, double Loss) Run) Compute(Matrix x, Matrix y, string mistake) =>
        Gradients(x, y, mistake);

    private (Matrix[] W, Matrix[] B) Step(Matrix x, Matrix y, string mistake, bool accumulate, out (Matrix Outputs, double Loss) run)
    {
        (Matrix[] gw, Matrix[] gb) gradients;
        (gradients, run) = Compute(x, y, mistake);
        var (gw, gb) = gradients;
        if (accumulate)
            for (int l = 0; l < Layers; l++)
            {
                _gradientSumW[l] = gw[l] = gw[l].Zip(_gradientSumW[l], (a, b) => a + b);
                _gradientSumB[l] = gb[l] = gb[l].Zip(_gradientSumB[l], (a, b) => a + b);
            }
        if (ClipNorm > 0)
        {
            double norm = Math.Sqrt(gw.Sum(g => g.Values.Sum(v => v * v)) + (Biases ? gb.Sum(g => g.Values.Sum(v => v * v)) : 0));
            if (norm > ClipNorm)
                for (int l = 0; l < Layers; l++) (gw[l], gb[l]) = (gw[l].Times(ClipNorm / norm), gb[l].Times(ClipNorm / norm));
        }
        for (int l = 0; l < Layers; l++) (gw[l], gb[l]) = (Narrow(gw[l]), Narrow(gb[l]));
        _steps++;
        double direction = mistake == "added" ? -1 : 1;
        for (int l = 0; l < Layers; l++)
        {
            if (!(mistake == "first-layer-frozen" && l == 0)) _w[l] = Moved(_w[l], gw[l], direction, mistake);
            if (!Biases || mistake == "biases-frozen") continue;
            var g = gb[l].Values.Length == _b[l].Values.Length ? gb[l] : gb[l].SumOfRows();
            _b[l] = Moved(_b[l], g, direction, mistake);
        }
        return gradients;
    }

    private Matrix Moved(Matrix w, Matrix g, double direction, string mistake)
    {
        _state.Remove(w, out var state);
        var (m, v) = state.M is null ? (new Matrix(w.Rows, w.Columns), new Matrix(w.Rows, w.Columns)) : state;
        var moved = w.Copy();
        double rate = Rate * direction * (Reduction == "sum" ? 1.0 / Rows : 1);
        for (int i = 0; i < w.Values.Length; i++)
        {
            double gradient = g.Values[i];
            if (Optimizer == "momentum") moved.Values[i] += m.Values[i] = 0.9 * m.Values[i] - rate * gradient;
            else if (Optimizer == "adam")
            {
                m.Values[i] = 0.9 * m.Values[i] + 0.1 * gradient;
                v.Values[i] = 0.999 * v.Values[i] + 0.001 * gradient * gradient;
                moved.Values[i] -= rate * 0.1 * Math.Sqrt(1 - Math.Pow(0.999, _steps)) / (1 - Math.Pow(0.9, _steps)) * m.Values[i] /
                    (Math.Sqrt(v.Values[i]) + 1e-7);
            }
            else moved.Values[i] -= rate * gradient;
        }
        if (mistake == "heavy-decay") for (int i = 0; i < w.Values.Length; i++) moved.Values[i] -= Rate * 5 * w.Values[i];
        moved = Narrow(moved);
        _state[moved] = (m, v);
        return moved;
    }

    private Matrix Turn(Matrix m) => OutIn ? m.Transposed() : m;

    private Matrix Narrow(Matrix m) => Single ? m.Map(v => (float)v) : m;

    private static Matrix AddBias(Matrix z, Matrix b)
    {
        for (int i = 0; i < z.Rows; i++)
            for (int j = 0; j < z.Columns; j++) z[i, j] += b[0, j];
        return z;
    }

    private Matrix Normal(int rows, int columns, double deviation) => new Matrix(rows, columns).Map(_ => deviation * Gauss());

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - Dice.NextDouble())) * Math.Cos(2 * Math.PI * Dice.NextDouble());
}
