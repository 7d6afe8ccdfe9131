using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The recorded gradients of one layer: of its kernel where that shows anything, else of its bias.</summary>
internal sealed class LayerGradients
{
    private const int MostInputs = 96;

    private readonly Reading _reading;
    private readonly TraceLayer _layer;
    private readonly int[] _compared;
    private readonly Matrix? _kernel;
    private readonly Matrix _activations;
    private readonly double[] _recorded;

    public LayerGradients(Reading reading, int number, double tolerance)
    {
        (_reading, Number, Tolerance, _layer) = (reading, number, tolerance, reading.Trace.Layers[number - 1]);
        _activations = reading.Run.A[number - 1];
        _compared = Compared(_activations);
        // A kernel whose inputs are all zero shows nothing; its bias does.
        _kernel = _layer.BiasGradient is not null && Array.TrueForAll(_activations.Values, value => value == 0) ? null
            : _layer.WeightsGradient?.Take(_compared);
        _recorded = _kernel?.Values ?? (_layer.BiasGradient is { } bias && bias.Values.Length == _layer.Weights.Columns ? bias.Values : []);
        Record = new(_recorded, tolerance)
        {
            Weights = _kernel is null ? null
            : _layer.Weights.Take(_compared).Values,
            KnownDecays = KnownDecays
        };
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public double Tolerance { get; }

    /// <summary>The compared numbers.</summary>
    public Explain Record { get; }

    public bool IsBias => _kernel is null;

    public bool HasEvidence => _recorded.Length > 0;

    public int Size => _recorded.Length;

    public bool IsZero => Array.TrueForAll(_recorded, value => value == 0);

    /// <summary>The layer on the way back, seen at the compared rows.</summary>
    public LayerStep Step(Matrix? above) => new(_reading, Number, above) { Compared = _compared };

    /// <summary>The compared numbers that a gradient of the pre-activations gives, for the summed loss.</summary>
    public Matrix Predict(Matrix delta) => _kernel is null ? delta.SumOfRows()
        : _activations.TakeColumns(_compared).Transposed().Times(delta);

    /// <summary>Which rows of a kernel are compared: all of a small one, otherwise those whose inputs vary most.</summary>
    public static int[] Compared(Matrix inputs)
    {
        if (inputs.Columns <= MostInputs) return [.. Enumerable.Range(0, inputs.Columns)];
        var energy = new double[inputs.Columns];
        for (int i = 0; i < inputs.Rows; i++)
            for (int j = 0; j < inputs.Columns; j++) energy[j] += inputs[i, j] * inputs[i, j];
        return [.. Enumerable.Range(0, inputs.Columns).OrderByDescending(j => energy[j]).Take(MostInputs).Order()];
    }

    /// <summary>Whether the recorded and the predicted gradient are both too small to be told from nothing.</summary>
    public bool Negligible(Matrix predicted)
    {
        double norm = Math.Max(predicted.Norm, Math.Sqrt(_recorded.Sum(value => value * value))),
            natural = Math.Sqrt(_activations.Dot(_activations) + 1);
        return norm <= natural * (_reading.Single ? 1e-9 : 1e-18);
    }

    /// <summary>Notes the penalty of a fit that is believed.</summary>
    public void Note(Fit fit, Matrix predicted)
    {
        if (fit.Decay == 0) return;
        double pull = Math.Abs(fit.Decay) * _layer.Weights.Take(_compared).Norm;
        _reading.Penalties[Number - 1] = (fit.Decay, pull / Math.Max(Math.Abs(fit.Scale) * predicted.Norm, double.Epsilon));
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

    /// <summary>Whether the norm of the whole kernel gradient is exactly the stated clip.</summary>
    public bool ClippedTo(double? clip) => clip is { } norm && _layer.WeightsGradient is { } all && Math.Abs((all.Norm / norm) - 1) < 1e-3;

    /// <summary>Whether the recorded kernel gradient holds something that no row of this batch can give.</summary>
    public bool ContainsOtherSamples()
    {
        if (_layer.WeightsGradient is not { } all) return false;
        double silent = 0;
        for (int input = 0; input < all.Rows; input++)
        {
            bool used = false;
            for (int row = 0; row < _activations.Rows && !used; row++) used = _activations[row, input] != 0;
            if (!used) silent += all.Row(input).ToArray().Sum(value => value * value);
        }
        if (Math.Sqrt(silent) > 0.01 * all.Norm) return true;
        if (_activations.Rows >= _activations.Columns || _activations.Rows > 64 || Recover() is not { } delta) return false;
        return RelativeError.Of(Predict(delta).Values, _recorded) > Math.Max(0.01, 10 * Tolerance);
    }

    /// <summary>
    /// The owner's gradient of the pre-activations, where the batch has fewer rows than the layer inputs and it can be solved for.
    /// </summary>
    public Matrix? Recover()
    {
        if (_kernel is null || _activations.Rows > Math.Min(64, _activations.Columns)) return null;
        var a = _activations.TakeColumns(_compared);
        return LinearSystem.Solve(a.Times(a.Transposed()), a.Times(_kernel));
    }
}
