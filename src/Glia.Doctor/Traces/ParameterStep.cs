using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What one step did to one parameter, next to its gradient.</summary>
internal sealed class ParameterStep
{
    private readonly double[] _before;
    private readonly double[] _change;
    private readonly double[] _gradient;
    private readonly double _resolution;

    private ParameterStep(Reading reading, int layer, string name, Matrix before, Matrix after, double[] gradient)
    {
        (Layer, Name, _before, _gradient) = (layer, name, before.Values, gradient);
        _change = before.Zip(after, (b, a) => a - b).Values;
        AfterIsFinite = after.Values.All(double.IsFinite) || !before.Values.All(double.IsFinite);
        // The difference of two float32 numbers is as coarse as they are.
        _resolution = reading.Single ? 1.2e-7 : 2.3e-16;
        Fit();
    }

    /// <summary>From 1.</summary>
    public int Layer { get; }

    /// <summary><c>w1</c>, <c>b2</c>.</summary>
    public string Name { get; }

    public Where Where => new(Reading.LayerName(Layer), Name, Phases.Update);

    public bool AfterIsFinite { get; }

    /// <summary>The change is −rate · gradient (− decay · weights).</summary>
    public double Rate { get; private set; }

    public double Decay { get; private set; }

    /// <summary>How much harder the decay pulls than the gradient.</summary>
    public double Ratio => Math.Abs(Decay) * Norm(_before) / Math.Max(Math.Abs(Rate) * Norm(_gradient), double.Epsilon);

    public bool IsPlain { get; private set; }

    public bool IsDecayed { get; private set; }

    public bool IsClippedByValue { get; private set; }

    /// <summary>Every entry moves by the same amount against the sign of its gradient: the first step of Adam and its relatives.</summary>
    public bool IsSigned { get; private set; }

    public double Largest => _change.Max(Math.Abs);

    public double AlongGradient => Dot(_change, _gradient);

    public bool HasGradient => Norm(_gradient) is > 0 and < double.PositiveInfinity;

    /// <summary>Whether the change is well above what rounding of the weights hides.</summary>
    public bool CanBeJudged => HasGradient && Norm(_change) > 20 * Noise;

    private double Noise => _resolution * Norm(_before);

    /// <summary>Whether there are too few numbers for a fit of one factor to mean anything.</summary>
    public bool IsSmall => _change.Length < 6 || _gradient.Distinct().Take(6).Count() < 6;

    public static List<ParameterStep> Of(Reading reading)
    {
        var steps = new List<ParameterStep>();
        var right = reading.Loss is null ? null : RightGradients(reading);
        for (int l = 1; l <= reading.Trace.Layers.Count; l++)
        {
            var layer = reading.Trace.Layers[l - 1];
            if (layer.WeightsAfter is { } after && (layer.WeightsGradient?.Values ?? right?[l - 1].Kernel.Values) is { } kernel)
                steps.Add(new(reading, l, $"w{l}", layer.Weights, after, kernel));
            if (layer is { Bias: { } bias, BiasAfter: { } biasAfter } && (layer.BiasGradient?.Values ?? right?[l - 1].Bias!.Values) is { } gradient && gradient.Length == bias.Values.Length)
                steps.Add(new(reading, l, $"b{l}", bias, biasAfter, gradient));
        }
        return steps;
    }

    /// <summary>Whether it did not move at all although the step is large enough to be seen.</summary>
    public bool StandsStill(double? rate) => HasGradient && Array.TrueForAll(_change, change => change == 0)
        && (rate ?? 1e-3) * Norm(_gradient) > 50 * Noise + 1e-30 && _gradient.Where((g, i) => (rate ?? 1e-3) * Math.Abs(g) > 2 * _resolution * Math.Abs(_before[i]) + 1e-38).Any();

    private void Fit()
    {
        double norm = Norm(_change), square = Dot(_gradient, _gradient);
        // "Not above zero" and not "zero": with NaN among the numbers there is nothing to fit either.
        if (!(norm > 0 && square > 0 && double.IsFinite(norm) && double.IsFinite(square))) return;
        double tolerance = 2e-3 + 4 * Noise / norm;
        Rate = -Dot(_change, _gradient) / square;
        IsPlain = Rest((g, _) => Rate * g) <= tolerance * norm;
        if (IsPlain) return;
        double ww = Dot(_before, _before), gw = Dot(_gradient, _before), determinant = square * ww - gw * gw;
        if (_change.Length >= 8 && determinant > 1e-12 * square * ww)
        {
            double dg = -Dot(_change, _gradient), dw = -Dot(_change, _before);
            double rate = (dg * ww - dw * gw) / determinant, decay = (dw * square - dg * gw) / determinant;
            if (decay > 0 && Rest((g, w) => rate * g + decay * w) <= tolerance * norm)
            {
                (Rate, Decay, IsDecayed) = (rate, decay, true);
                return;
            }
        }
        double largest = Largest;
        int cut = _change.Count(change => Math.Abs(change) >= largest * (1 - 1e-3));
        var signs = _gradient.Where(g => g != 0).ToArray();
        double agreement = _change.Zip(_gradient, (c, g) => -Math.Sign(c) * Math.Sign(g)).Sum() / Math.Max(1, signs.Length);
        // Entries whose gradient is next to the optimizer's epsilon move less; most do not. One or two numbers always agree.
        if (signs.Length >= 4 && cut >= 0.8 * signs.Length && Math.Abs(agreement) > 0.98)
        {
            (Rate, IsSigned) = (agreement * largest * Math.Sqrt(signs.Length) / Math.Sqrt(square), true);
            return;
        }
        if (cut >= 2 && _change.Length >= 8)
        {
            double inner = 0, small = 0;
            for (int i = 0; i < _change.Length; i++)
                if (Math.Abs(_change[i]) < largest * (1 - 1e-3)) (inner, small) = (inner - _change[i] * _gradient[i], small + _gradient[i] * _gradient[i]);
            double rate = small > 0 ? inner / small : 0;
            if (rate != 0 && Rest((g, _) => Math.Clamp(rate * g, -largest, largest)) <= tolerance * norm) (Rate, IsClippedByValue) = (rate, true);
        }
    }

    private double Rest(Func<double, double, double> step)
    {
        double sum = 0;
        for (int i = 0; i < _change.Length; i++)
        {
            double difference = _change[i] + step(_gradient[i], _before[i]);
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>The right gradients of every layer, with the divisor of the recorded loss.</summary>
    public static List<(Matrix Kernel, Matrix Bias)> RightGradients(Reading reading)
    {
        var gradients = new List<(Matrix, Matrix)>();
        var delta = OutputDeltas.Right(reading).Times(reading.Factor ?? 1.0 / reading.Trace.Rows);
        for (int l = reading.Trace.Layers.Count; l >= 1; l--)
        {
            bool each = reading.Trace.Layers[l - 1].Bias is { Rows: > 1 };
            gradients.Insert(0, (reading.Run.A[l - 1].Transposed().Times(delta), each ? delta : delta.SumOfRows()));
            if (l > 1) delta = HiddenDeltas.Through(reading, l - 1, HiddenDeltas.Masked(reading, l - 1, delta.Times(reading.Trace.Layers[l - 1].Weights.Transposed())));
        }
        return gradients;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}
