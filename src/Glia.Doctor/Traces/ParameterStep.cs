using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What one step did to one parameter, next to its gradient.</summary>
internal sealed class ParameterStep
{
    /// <summary>How far apart two changes may be and still be one: they are differences of rounded weights. Convention.</summary>
    public const double Coarse = 1e-3;

    // With fewer different numbers a fit of one factor means nothing. Convention.
    private const int Few = 6;

    private readonly Matrix _before;
    private readonly double _resolution;

    private ParameterStep(Reading reading, int layer, string name, Matrix before, Matrix after, double[] gradient)
    {
        (Layer, Name, _before) = (layer, name, before);
        Gradient = new(before.Rows, before.Columns, gradient);
        Back = before.Zip(after, (b, a) => b - a);
        AfterIsFinite = after.Values.All(double.IsFinite) || !before.Values.All(double.IsFinite);
        // The difference of two float32 numbers is as coarse as they are.
        _resolution = reading.Single ? 1.2e-7 : 2.3e-16;
        if (!(Back.Norm > 0) || !HasGradient) return;
        var record = new Explain(Back.Values, (2 * Coarse) + (4 * Noise / Back.Norm)) { Weights = before.Values, CutTolerance = Coarse };
        Rate = record.Multiple(Gradient);
        if (record.First(UpdateMistakes.All, this) is not { } known) return;
        (Form, Rate, Decay) = (known.Hypothesis, known.Fit.Scale, known.Fit.Decay);
    }

    /// <summary>From 1.</summary>
    public int Layer { get; }

    /// <summary><c>w1</c>, <c>b2</c>.</summary>
    public string Name { get; }

    public Where Where => new(Reading.LayerName(Layer), Name, Phases.Update);

    public bool AfterIsFinite { get; }

    /// <summary>The owner's gradient, or the right one where none was recorded.</summary>
    public Matrix Gradient { get; }

    /// <summary>The weights before the step less those after it: rate · gradient (+ decay · weights).</summary>
    public Matrix Back { get; }

    public double Rate { get; }

    public double Decay { get; }

    /// <summary>How much harder the decay pulls than the gradient.</summary>
    public double Ratio => Math.Abs(Decay) * _before.Norm / Math.Max(Math.Abs(Rate) * Gradient.Norm, double.Epsilon);

    /// <summary>The optimizer whose step it is; null where none explains it.</summary>
    public Hypothesis<ParameterStep>? Form { get; }

    public double Largest => Back.Values.Max(Math.Abs);

    public double AlongGradient => -Back.Dot(Gradient);

    public bool HasGradient => Gradient.Norm is > 0 and < double.PositiveInfinity;

    /// <summary>Whether the change is well above what rounding of the weights hides.</summary>
    public bool CanBeJudged => HasGradient && Back.Norm > 20 * Noise;

    private double Noise => _resolution * _before.Norm;

    /// <summary>Whether there are too few numbers for a fit of one factor to mean anything.</summary>
    public bool IsSmall => Back.Values.Length < Few || Gradient.Values.Distinct().Take(Few).Count() < Few;

    public static List<ParameterStep> Of(Reading reading)
    {
        var steps = new List<ParameterStep>();
        var right = reading.Loss is null ? null : Backward.Gradients(reading);
        for (int l = 1; l <= reading.Trace.Layers.Count; l++)
        {
            var layer = reading.Trace.Layers[l - 1];
            if (layer.WeightsAfter is { } after && (layer.WeightsGradient?.Values ?? right?[l - 1].Kernel.Values) is { } kernel)
                steps.Add(new(reading, l, $"w{l}", layer.Weights, after, kernel));
            if (layer is { Bias: { } bias, BiasAfter: { } biasAfter }
                && (layer.BiasGradient?.Values ?? right?[l - 1].Bias!.Values) is { } gradient && gradient.Length == bias.Values.Length)
                steps.Add(new(reading, l, $"b{l}", bias, biasAfter, gradient));
        }
        return steps;
    }

    /// <summary>Whether it did not move at all although the step is large enough to be seen.</summary>
    public bool StandsStill(double? stated)
    {
        double rate = stated ?? 1e-3;
        return HasGradient && Back.Norm == 0 && rate * Gradient.Norm > (50 * Noise) + 1e-30
            && Gradient.Zip(_before, (g, w) => rate * Math.Abs(g) > (2 * _resolution * Math.Abs(w)) + 1e-38 ? 1 : 0).Values.Contains(1);
    }
}
