using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The recorded gradients of one layer, and how well a guess of its pre-activation gradient reproduces them.</summary>
internal sealed class LayerGradients
{
    private readonly Reading _reading;
    private readonly int[] _inputs;
    private readonly Matrix? _kernel;
    private readonly Matrix? _bias;
    private readonly Matrix _activations;
    private readonly double[] _recorded;

    public LayerGradients(Reading reading, int number, double tolerance)
    {
        (_reading, Number, Tolerance) = (reading, number, tolerance);
        var layer = reading.Trace.Layers[number - 1];
        _activations = reading.Run.A[number - 1];
        _inputs = GradientExaminer.Compared(_activations);
        // A kernel whose inputs are all zero shows nothing; its bias does.
        _kernel = layer.BiasGradient is not null && Array.TrueForAll(_activations.Values, value => value == 0) ? null : layer.WeightsGradient?.Take(_inputs);
        _bias = layer.BiasGradient is { } bias && bias.Values.Length == layer.Weights.Columns ? new Matrix(1, bias.Values.Length, bias.Values) : null;
        _recorded = (_kernel ?? _bias)?.Values ?? [];
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public double Tolerance { get; }

    public string Name => $"grad_{(_kernel is not null ? "w" : "b")}{Number}";

    public bool HasEvidence => _recorded.Length > 0;

    public bool KernelIsEvidence => _kernel is not null;

    public int Size => _recorded.Length;

    public bool IsZero => Array.TrueForAll(_recorded, value => value == 0);

    /// <summary>The compared numbers, for the summed loss.</summary>
    public Matrix Predict(Matrix delta) => _kernel is null ? delta.SumOfRows() : Inputs().Transposed().Times(delta);

    public IEnumerable<Suspect> KernelForms(Matrix delta) => _kernel is null ? [] : Traces.KernelForms.Of(_reading, Number, delta, _inputs);

    /// <summary>Relative distance of the recorded numbers from a multiple of the predicted ones; the best multiple if none is given.</summary>
    public double Fit(Matrix predicted, double? given, out double factor)
    {
        double dot = 0, square = 0, norm = 0;
        for (int i = 0; i < _recorded.Length; i++)
        {
            dot += _recorded[i] * predicted.Values[i];
            square += predicted.Values[i] * predicted.Values[i];
            norm += _recorded[i] * _recorded[i];
        }
        factor = given ?? (square > 0 ? dot / square : 0);
        double rest = 0;
        for (int i = 0; i < _recorded.Length; i++)
        {
            double difference = _recorded[i] - factor * predicted.Values[i];
            rest += difference * difference;
        }
        double error = Math.Sqrt(rest / Math.Max(norm, double.Epsilon));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>Whether the recorded and the predicted gradient are both too small to be told from nothing.</summary>
    public bool Negligible(Matrix predicted)
    {
        double norm = Math.Sqrt(Math.Max(predicted.Values.Sum(value => value * value), _recorded.Sum(value => value * value))), natural = Math.Sqrt(_activations.Values.Sum(value => value * value) + 1);
        return norm <= natural * (_reading.Single ? 1e-9 : 1e-18);
    }

    /// <summary>Whether the rest is a positive multiple of the weights: a penalty on them. One that nobody stated is believed from <paramref name="least"/> numbers on.</summary>
    public bool ExplainedByPenalty(Matrix predicted, double? given, out double factor, int least = 8)
    {
        factor = given ?? 0;
        if (_kernel is null) return false;
        double[] w = _reading.Trace.Layers[Number - 1].Weights.Take(_inputs).Values;
        double pp = 0, pw = 0, ww = 0, gp = 0, gw = 0;
        for (int i = 0; i < w.Length; i++)
        {
            double p = predicted.Values[i], g = _recorded[i];
            (pp, pw, ww, gp, gw) = (pp + p * p, pw + p * w[i], ww + w[i] * w[i], gp + g * p, gw + g * w[i]);
        }
        foreach (double known in KnownDecays())
        {
            double multiple = given ?? (gp - known * pw) / Math.Max(pp, double.Epsilon);
            if (Rest(predicted, w, multiple, known) > Tolerance) continue;
            factor = multiple;
            Note(known, multiple, pp, ww);
            return true;
        }
        double determinant = pp * ww - pw * pw;
        if (Size < least || determinant <= 1e-12 * pp * ww) return false;
        if (given is null) factor = (gp * ww - gw * pw) / determinant;
        double decay = (gw - factor * pw) / ww;
        if (decay <= 0 || Rest(predicted, w, factor, decay) > Tolerance) return false;
        Note(decay, factor, pp, ww);
        return true;
    }

    // A small kernel would fit any two factors, so there only the stated penalty and that of other layers count.
    private IEnumerable<double> KnownDecays()
    {
        if (_reading.Trace.L2 is > 0 and var lambda)
            foreach (double times in new[] { 1, 2, 0.5 })
            {
                yield return lambda * times;
                yield return lambda * times / _reading.Trace.Rows;
            }
        foreach (var (decay, _) in _reading.Penalties)
            if (decay > 0) yield return decay;
    }

    private double Rest(Matrix predicted, double[] w, double factor, double decay)
    {
        double rest = 0, norm = 0;
        for (int i = 0; i < w.Length; i++)
        {
            double difference = _recorded[i] - factor * predicted.Values[i] - decay * w[i];
            (rest, norm) = (rest + difference * difference, norm + _recorded[i] * _recorded[i]);
        }
        return Math.Sqrt(rest / Math.Max(norm, double.Epsilon));
    }

    private void Note(double decay, double factor, double predictedSquare, double weightSquare) =>
        _reading.Penalties[Number - 1] = (decay, Math.Abs(decay) * Math.Sqrt(weightSquare) / Math.Max(Math.Abs(factor) * Math.Sqrt(predictedSquare), double.Epsilon));

    /// <summary>Whether the numbers are right except that large ones were cut to one size.</summary>
    public bool ExplainedByClipping(Matrix predicted, double? given, out double factor)
    {
        factor = given ?? 0;
        double largest = _recorded.Max(Math.Abs);
        int cut = _recorded.Count(value => Math.Abs(value) >= largest * (1 - 1e-6));
        if (cut < 2 || cut > Size * 0.9 || Size < 8) return false;
        double dot = 0, square = 0;
        for (int i = 0; i < Size; i++)
            if (Math.Abs(_recorded[i]) < largest * (1 - 1e-6)) (dot, square) = (dot + _recorded[i] * predicted.Values[i], square + predicted.Values[i] * predicted.Values[i]);
        if (given is null) factor = square > 0 ? dot / square : 0;
        double multiple = factor;
        return Fit(predicted.Map(value => Math.Clamp(value * multiple, -largest, largest)), 1, out _) <= Tolerance;
    }

    /// <summary>Whether the norm of the whole kernel gradient is exactly the stated clip.</summary>
    public bool ClippedTo(double? clip) => clip is { } norm && _reading.Trace.Layers[Number - 1].WeightsGradient is { } all
        && Math.Abs(Math.Sqrt(all.Values.Sum(value => value * value)) / norm - 1) < 1e-3;

    /// <summary>Whether the recorded kernel gradient holds something that no row of this batch can give.</summary>
    public bool ContainsOtherSamples()
    {
        if (_reading.Trace.Layers[Number - 1].WeightsGradient is not { } all) return false;
        double norm = Math.Sqrt(all.Values.Sum(value => value * value)), silent = 0;
        for (int input = 0; input < all.Rows; input++)
        {
            bool used = false;
            for (int row = 0; row < _activations.Rows && !used; row++) used = _activations[row, input] != 0;
            if (!used) silent += all.Row(input).ToArray().Sum(value => value * value);
        }
        if (Math.Sqrt(silent) > 0.01 * norm) return true;
        if (_activations.Rows >= _activations.Columns || _activations.Rows > 64 || Recover() is not { } delta) return false;
        return NumericGradient.RelativeError(Inputs().Transposed().Times(delta).Values, _recorded) > Math.Max(0.01, 10 * Tolerance);
    }

    /// <summary>The owner's gradient of the pre-activations, where the batch has fewer rows than the layer inputs and it can be solved for.</summary>
    public Matrix? Recover()
    {
        if (_kernel is null || _activations.Rows > Math.Min(64, _activations.Columns)) return null;
        var a = Inputs();
        return LinearSystem.Solve(a.Times(a.Transposed()), a.Times(_kernel));
    }

    private Matrix Inputs() => Traces.KernelForms.Columns(_activations, _inputs);
}
