using Glia.DoctorBench.Bases;

namespace Glia.DoctorBench.Traces;

/// <summary>What a hand-written network is to be.</summary>
/// <param name="Widths">Inputs, hidden units, outputs.</param>
/// <param name="Hidden">relu, sigmoid or tanh.</param>
/// <param name="Output">softmax, sigmoid or linear.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Batch">Rows of a step.</param>
internal sealed record HandSpec(int[] Widths, string Hidden, string Output, double Rate, int Batch)
{
    /// <summary>The loss that belongs to the output.</summary>
    public string Loss => Style.Squared ? "mean_squared_error" : Output switch
    {
        "softmax" => "categorical_crossentropy",
        "sigmoid" =>
        "binary_crossentropy",
        _ => "mean_squared_error"
    };

    /// <summary>The deviation of the first weights; null for He or Glorot.</summary>
    public double? Deviation { get; init; }

    /// <summary>Whether the biases start as the kernels do.</summary>
    public bool RandomBiases { get; init; }

    /// <summary>The share of hidden units that dropout drops while training.</summary>
    public double Drop { get; init; }

    /// <summary>Whether its author counts the values that come out equal and calls it an accuracy.</summary>
    public bool CountsValues { get; init; }

    /// <summary>How its author writes.</summary>
    public HandStyle Style { get; init; } = new();

    /// <summary>Steps before the recorded one.</summary>
    public int Steps { get; init; } = 300;

    /// <summary>The same network in another author's hand.</summary>
    public HandSpec In(HandStyle style) => this with
    {
        Style = style,
        Rate = Rate * style.RateFactor,
        Batch = style.Batch > 0 ? style.Batch : Batch,
        Steps = (int)(Steps * style.StepsFactor),
    };
}

/// <summary>
/// A network as people write it by hand, in double, with its backward pass written out, and with any of their slips. It shares no code
/// with the library or the doctor.
/// </summary>
internal sealed class HandNet
{
    private readonly HandSpec _spec;
    private readonly HashSet<Slip> _slips;
    private readonly Draw _draw;

    public HandNet(HandSpec spec, IEnumerable<Slip> slips, int seed)
    {
        (_spec, _slips, _draw) = (spec, [.. slips], new Draw(seed));
        Layers = spec.Widths.Length - 1;
        (W, B, GradW, GradB) = (new double[Layers][,], new double[Layers][], new double[Layers][,], new double[Layers][]);
        (AverageW, AverageB) = (new double[Layers][,], new double[Layers][]);
        (Z, A, Masks) = (new double[Layers][,], new double[Layers + 1][,], new double[Layers][,]);
        for (int l = 0; l < Layers; l++)
        {
            int into = spec.Widths[l], units = spec.Widths[l + 1];
            double deviation = spec.Deviation ?? Math.Sqrt((spec.Hidden == "relu" ? 2.0 : 1.0) / into);
            W[l] = new double[into, units];
            B[l] = new double[units];
            for (int i = 0; i < into; i++)
                for (int j = 0; j < units; j++) W[l][i, j] = First(deviation);
            if (spec.RandomBiases)
                for (int j = 0; j < units; j++) B[l][j] = deviation * _draw.Normal();
            GradW[l] = new double[into, units];
            GradB[l] = new double[units];
            AverageW[l] = new double[into, units];
            AverageB[l] = new double[units];
        }
    }

    public int Layers { get; }
    public double[][,] W { get; private set; }
    public double[][] B { get; private set; }
    public double[][,] GradW { get; }
    public double[][] GradB { get; }

    /// <summary>Cached by the last forward pass: A[0] is the input, A[l] what layer l gave.</summary>
    public double[][,] A { get; }

    private double[][,] AverageW { get; }
    private double[][] AverageB { get; }
    private double[][,] Z { get; }
    private double[][,] Masks { get; }

    /// <summary>The dropout mask of the last training pass at a layer.</summary>
    public double[,] MaskOf(int l) => Masks[l];

    public bool Has(Slip slip) => _slips.Contains(slip);

    public double[][,] Kernels() => [.. W.Select(w => (double[,])w.Clone())];

    public double[][] Biases() => [.. B.Select(b => (double[])b.Clone())];

    public void Put(double[][,] kernels, double[][] biases) =>
        (W, B) = ([.. kernels.Select(w => (double[,])w.Clone())], [.. biases.Select(b => (double[])b.Clone())]);

    /// <summary>Forward, keeping what the backward pass needs.</summary>
    public double[,] Forward(double[,] x, bool training)
    {
        A[0] = x;
        for (int l = 0; l < Layers; l++) Layer(l, training);
        return A[Layers];
    }

    /// <summary>One layer, from what is cached below it.</summary>
    public void Layer(int l, bool training)
    {
        Z[l] = Matrices.Multiply(A[l], W[l]);
        Matrices.AddRow(Z[l], B[l]);
        bool last = l == Layers - 1;
        A[l + 1] = last ? Outputs(Z[l]) : Matrices.Map(Z[l], Activate);
        if (last || !training || _spec.Drop == 0) return;
        Masks[l] = Matrices.Map(Z[l], _ => _draw.Uniform(0, 1) < _spec.Drop ? 0 : 1 / (1 - _spec.Drop));
        A[l + 1] = Matrices.Times(A[l + 1], Masks[l]);
    }

    /// <summary>The loss of the cached outputs, as this author computes it.</summary>
    public double Loss(double[,] targets)
    {
        double sum = 0;
        Matrices.Each(A[Layers], targets, (p, y) => sum += _spec.Output switch
        {
            _ when _spec.Style.Squared => (p - y) * (p - y) / 2,
            "softmax" => -y * Math.Log(Math.Max(p, 1e-12)),
            "sigmoid" => -y * Math.Log(Math.Max(p, 1e-12)) - (1 - y) * Math.Log(Math.Max(1 - p, 1e-12)),
            _ => (p - y) * (p - y) / A[Layers].GetLength(1),
        });
        double divisor = Has(Slip.SumOverBatch) || _spec.Style.Sums ? 1 : targets.GetLength(0);
        return (Has(Slip.SignFlipped) ? -1 : 1) * sum / divisor;
    }

    /// <summary>Backward from the cached forward pass.</summary>
    public void Backward(double[,] targets)
    {
        int rows = targets.GetLength(0);
        double factor = Has(Slip.SumOverBatch) || _spec.Style.Sums ? 1 : Has(Slip.DividedTwice) ? 1.0 / rows / rows : 1.0 / rows;
        if (Has(Slip.DividedByClasses)) factor /= _spec.Widths[^1];
        if (Has(Slip.SignFlipped)) factor = -factor;
        if (_spec.Output == "linear" && !_spec.Style.Squared) factor *= 2.0 / _spec.Widths[^1];
        double[,] delta = Matrices.Map(Matrices.Minus(A[Layers], targets), value => value * factor);
        if (_spec.Style.Squared && _spec.Output != "linear") delta = OutputJacobian(delta);
        if (Has(Slip.JacobianTwice)) delta = OutputJacobian(delta);
        for (int l = Layers - 1; l >= 0; l--)
        {
            double[,] kernel =
                Matrices.Multiply(Matrices.Transpose(Has(Slip.CacheOverwritten) && l == 0 ? Matrices.RepeatLastRow(A[0]) : A[l]), delta);
            double[] bias = Has(Slip.BiasOfLastRow) ? Matrices.Row(delta, rows - 1) : Matrices.ColumnSums(delta);
            if (Has(Slip.BiasSumNotDivided)) bias = [.. bias.Select(value => value * rows)];
            GradW[l] = Has(Slip.Accumulated) ? Matrices.Plus(GradW[l], kernel) : kernel;
            GradB[l] = Has(Slip.Accumulated) ? [.. GradB[l].Zip(bias, (a, b) => a + b)] : bias;
            if ((Has(Slip.PathBlocked) && l == 1) || (Has(Slip.LastLayerOnly) && l == Layers - 1))
            {
                for (int below = l - 1; below >= 0; below--) (GradW[below], GradB[below]) =
                    (new double[_spec.Widths[below], _spec.Widths[below + 1]], new double[_spec.Widths[below + 1]]);
                return;
            }
            if (Has(Slip.UpdatedBeforeUse)) UpdateLayer(l);
            if (l > 0) delta = Below(l, delta);
        }
    }

    /// <summary>The update of all layers.</summary>
    public void Update()
    {
        if (Has(Slip.UpdatedBeforeUse)) return;
        for (int l = 0; l < Layers; l++) UpdateLayer(l);
    }

    private void UpdateLayer(int l)
    {
        if (Has(Slip.FirstLayerNeverUpdated) && l == 0) return;
        double rate = Has(Slip.UpdateAdded) ? -_spec.Rate : _spec.Rate;
        double kept = _spec.Style.Average;
        (AverageW[l], AverageB[l]) = (Matrices.Plus(Matrices.Map(AverageW[l], v => kept * v), Matrices.Map(GradW[l], g => (1 - kept) * g)),
            [.. AverageB[l].Zip(GradB[l], (v, g) => kept * v + (1 - kept) * g)]);
        W[l] = Matrices.Minus(W[l], Matrices.Map(AverageW[l], g => rate * g));
        if (!Has(Slip.BiasNeverUpdated)) B[l] = [.. B[l].Zip(AverageB[l], (b, g) => b - rate * g)];
    }

    private double First(double deviation) => _spec.Style.First switch
    {
        Start.PlusMinusOne => _draw.Uniform(-1, 1),
        Start.PlusMinusHalf => _draw.Uniform(-0.5, 0.5),
        _ => deviation * _draw.Normal(),
    };

    // The gradient of the sums of the layer below.
    private double[,] Below(int l, double[,] delta)
    {
        double[,] upstream = Matrices.Multiply(delta, Has(Slip.KernelNotTransposed) && l == 1 ? W[l] : Matrices.Transpose(W[l]));
        if (_spec.Drop > 0) upstream = Matrices.Times(upstream, Masks[l - 1]);
        double[,] z = Z[l - 1], a = A[l];
        if (Has(Slip.MaskByGradientSign)) return Matrices.Map(upstream, g => g > 0 ? g : 0);
        if (Has(Slip.MaskMissing) || Has(Slip.DerivativeForgotten)) return upstream;
        if (Has(Slip.MaskOfNextSample)) z = Matrices.ShiftRows(z);
        if (Has(Slip.MaskOfLastLayer) && l == 1) z = Z[1];
        double[,] slope = Matrices.Map(z, value => _spec.Hidden switch
        {
            "relu" => value > 0 ? 1 : 0,
            "tanh" => 1 - Math.Pow(Math.Tanh(Has(Slip.DerivativeOfOutput) ? Math.Tanh(value) : value), 2),
            _ => Slope(Has(Slip.DerivativeOfOutput) ? Sigmoid(value) : value),
        });
        return Matrices.Times(upstream, slope);
    }

    private double[,] OutputJacobian(double[,] delta)
    {
        double[,] p = A[Layers], result = (double[,])delta.Clone();
        for (int row = 0; row < delta.GetLength(0); row++)
        {
            double dot = 0;
            for (int j = 0; j < delta.GetLength(1); j++) dot += delta[row, j] * p[row, j];
            for (int j = 0; j < delta.GetLength(1); j++)
                result[row, j] = _spec.Output == "softmax" ? p[row, j] * (delta[row, j] - dot)
                    : delta[row, j] * p[row, j] * (1 - p[row, j]);
        }
        return result;
    }

    private double[,] Outputs(double[,] z)
    {
        if (_spec.Output == "linear") return z;
        if (_spec.Output == "sigmoid") return Matrices.Map(z, Sigmoid);
        if (Has(Slip.SoftmaxOverBatch)) return Matrices.Transpose(Matrices.Softmax(Matrices.Transpose(z)));
        return Has(Slip.SoftmaxOverAll) ? Matrices.SoftmaxOverAll(z) : Matrices.Softmax(z);
    }

    private double Activate(double z) => _spec.Hidden switch { "relu" => Math.Max(z, 0), "tanh" => Math.Tanh(z), _ => Sigmoid(z) };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Slope(double z) => Sigmoid(z) * (1 - Sigmoid(z));
}
