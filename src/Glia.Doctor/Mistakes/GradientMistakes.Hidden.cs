using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Derivative = Glia.Doctor.Mistakes.Hypothesis<(Glia.Doctor.Mistakes.LayerStep Step, Glia.Doctor.Reference.Matrix Gradient)>;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LayerStep>;

namespace Glia.Doctor.Mistakes;

internal static partial class GradientMistakes
{
    // Weights of one step later differ by the rate times a gradient: up to here far less than what the next batch changes about the
    // direction. Convention.
    private const double SlightlyLater = 0.02;

    // What leaky_relu has below zero where nobody says otherwise (PyTorch).
    private const double UsualLeak = 0.01;

    // The rows of a batch that are taken for the own one where something is kept or counted wrongly.
    private static readonly (string Whose, Func<Matrix, Matrix> Of)[] s_neighbours = [("the row before", one => one.Rolled(1)),
        ("the next row", one => one.Rolled(-1))];

    private static readonly (string Whose, Func<Matrix, Matrix> Of)[] s_otherRows =
    [
        .. s_neighbours,
        ("the last row for every row", one => one.RowForAll(one.Rows - 1)),
        ("the first row for every row", one => one.RowForAll(0)),
    ];

    /// <summary>What stands for the gradient of the pre-activations of a hidden layer.</summary>
    public static IEnumerable<Mistake> OfHidden(Reading reading, int layer)
    {
        yield return s_right;
        var derivatives = IsKinked(reading, layer) ? OfKink(reading, layer) : OfSmooth(reading, layer);
        // At a kink both sides are right.
        if (IsKinked(reading, layer))
            yield return new(null, "", step => step.Z.Values.Contains(0)
                ? step.Upstream.Zip(step.Z, (u, z) => u * Slope(step.Activation)(z >= 0 ? 1 : -1)) : null);
        foreach (var derivative in derivatives)
            yield return new(derivative.Fault, derivative.Says, step => derivative.Predict((step, step.Upstream)));
        foreach (var (fault, says, harmless, kernel) in OtherKernels(reading, layer))
        {
            yield return new(fault, says, step => kernel(step) is { } sent ? step.Through(Backward.Masked(step.Reading, layer, sent))
                : null)
            { HarmlessUpTo = harmless };
            if (fault != Faults.UpdatedBeforeUse) continue;
            foreach (var derivative in derivatives)
                yield return new(derivative.Fault, $"{says}, and {derivative.Says}", step => kernel(step) is { } sent
                    ? derivative.Predict((step, Backward.Masked(step.Reading, layer, sent))) : null);
        }
        foreach (var (says, error) in OtherErrors(reading, layer))
        {
            yield return new(Faults.WrongGradient, says, step => error(step) is { } sent ? step.Through(sent) : null);
            yield return new(Faults.WrongGradient, $"{says}, and without the derivative of {reading.Activations[layer - 1].Name}", error);
        }
        foreach (var mistake in ShiftedKernels(reading, layer)) yield return mistake;
        if (reading.Masks[layer - 1] is null) yield break;
        yield return new(Faults.WrongGradient, "the dropout mask is not applied on the way back", step => step.Through(step.Unmasked));
        // What is left out is one number for all layers below: a rate of their own.
        yield return new(Faults.WrongGradient, "the dropout mask is applied on the way back without its factor 1 / (1 - rate)",
            step => step.Through(step.Unmasked.Zip(step.Mask!, (u, m) => m != 0 ? u : 0)))
        {
            Severity = Severity.Warning,
        };
        yield return new(Faults.WrongGradient, "the dropout mask is applied twice on the way back",
            step => step.Through(step.Upstream.Zip(step.Mask!, (u, m) => u * m)));
    }

    private const string BySign = "the derivative is masked by the sign of the upstream gradient";

    private static bool IsKinked(Reading reading, int layer) => reading.Activations[layer - 1].Name is "relu" or "leaky_relu";

    // What stands for the derivative of relu and leaky_relu, which is 1 above zero and a slope below.
    private static IEnumerable<Derivative> OfKink(Reading reading, int layer)
    {
        double low = Slope(reading.Activations[layer - 1])(-1);
        static Derivative Slopes(string says, double above, double below) =>
            new(Faults.WrongReluMask, says, at => at.Gradient.Zip(at.Step.Z, (g, z) => g * (z > 0 ? above : below)));
        Derivative Mask(string says, Func<LayerStep, Matrix, Matrix> by) =>
            new(Faults.WrongReluMask, says, at => at.Gradient.Zip(by(at.Step, at.Gradient), (g, z) => g * (z > 0 ? 1 : low)));

        yield return Mask(BySign, (_, gradient) => gradient);
        yield return Slopes("the derivative is left out: units that were switched off receive gradient too", 1, 1);
        yield return new(Faults.WrongReluMask, "entries are kept only where the unit is on and the upstream gradient is positive",
            at => at.Gradient.Zip(at.Step.Z, (g, z) => z > 0 && g > 0 ? g : 0));
        yield return new(Faults.WrongReluMask, "the arguments are swapped: z is kept where the upstream gradient is positive",
            at => at.Step.Z.Zip(at.Gradient, (z, g) => g > 0 ? z : 0));
        yield return new(Faults.WrongReluMask, "the upstream gradient is replaced by 1 where it is positive",
            at => at.Gradient.Map(g => g > 0 ? 1 : 0));
        yield return Slopes("the mask is inverted: gradient flows where the unit is off", low, 1);
        yield return new(Faults.WrongReluMask, "the upstream gradient is multiplied by the activation instead of by 1 where it is positive",
            at => At(at.Step.A, at.Gradient, a => a));
        yield return new(Faults.WrongReluMask, "the derivative of softplus is used", at => At(at.Step.Z, at.Gradient, Activations.Sigmoid));
        yield return Slopes("the derivative is 0 below zero, as if the activation were relu", 1, 0);
        yield return Slopes("the derivative is the slope above zero and 1 below: the two are swapped", UsualLeak, 1);
        yield return Slopes($"the derivative below zero is {Words.Number(UsualLeak)}, as if the activation were leaky_relu", 1, UsualLeak);
        if (reading.Trace.Rows > 1)
            foreach (var (whose, of) in s_otherRows) yield return Mask($"the mask is that of {whose}", (step, _) => of(step.Z));
        for (int other = 0; other < reading.Run.Z.Length; other++)
        {
            int cached = other;
            if (other == layer || reading.Run.A[other].Columns != reading.Run.Z[layer].Columns) continue;
            yield return Mask(other == 0 ? "the mask is taken from the inputs"
                : $"the mask is that of layer {other}", (step, _) => cached == 0 ? step.Reading.Run.A[0] : step.Reading.Run.Z[cached]);
        }
    }

    // What stands for the derivative of any other activation.
    private static IEnumerable<Derivative> OfSmooth(Reading reading, int layer)
    {
        if (reading.Activations[layer - 1] is not ElementwiseActivation { Name: not "linear" and var name }) yield break;
        static Derivative Of(string says, Func<LayerStep, Matrix> place, Func<double, double> derivative) =>
            new(Faults.WrongActivationDerivative, says, at => At(place(at.Step), at.Gradient, derivative));
        var own = Slope(reading.Activations[layer - 1]);

        yield return new(Faults.WrongActivationDerivative, $"the derivative of {name} is left out", at => at.Gradient);
        yield return Of($"the derivative of {name} is taken at its output instead of its input", step => step.A, own);
        yield return Of("z (1 - z) is used where a (1 - a) is meant", step => step.Z, Logistic);
        yield return Of("1 - z*z is used where 1 - a*a is meant", step => step.Z, OfTanh);
        yield return Of($"a (1 - a) is used, the derivative of sigmoid and not of {name}", step => step.A, Logistic);
        yield return Of($"1 - a*a is used, the derivative of tanh and not of {name}", step => step.A, OfTanh);
        yield return Of("the activation itself is used instead of its derivative", step => step.A, a => a);
        yield return Of("1 - a is used instead of the derivative", step => step.A, a => 1 - a);
        yield return Of("a derivative of relu is used", step => step.Z, z => z > 0 ? 1 : 0);
        yield return new(Faults.WrongActivationDerivative, BySign,
            at => at.Gradient.Map(g => g > 0 ? g : 0));
        if (reading.Trace.Rows == 1) yield break;
        foreach (var (whose, of) in s_otherRows)
            yield return new(Faults.CacheOverwritten, $"the derivative is taken at z of {whose}",
                at => At(of(at.Step.Z), at.Gradient, own));
    }

    // What stands for the weights on the way back: how it is called, up to which error it is slight, and what is sent down through it.
    private static IEnumerable<(Fault Fault, string Says, double Harmless, Func<LayerStep, Matrix?> Sent)> OtherKernels(Reading reading,
        int layer)
    {
        string name = $"w{layer + 1}";
        var (layers, kernel) = (reading.Trace.Layers, reading.Trace.Layers[layer].Weights);
        yield return (Faults.UpdatedBeforeUse, $"{name} is updated before its old value is used to propagate", SlightlyLater,
            step => Updated(step) is { } later ? step.Above.Times(later.Transposed()) : null);
        if (kernel.Rows == kernel.Columns)
        {
            yield return (Faults.WrongGradient, $"{name} is not transposed on the way back", 0, step => step.Above.Times(step.NextKernel));
            yield return (Faults.WrongGradient, $"{name} is left out on the way back", 0, step => step.Above);
        }
        for (int other = 0; other < layers.Count; other++)
        {
            int wrong = other;
            if (other == layer || layers[other].Weights.Rows != kernel.Rows || layers[other].Weights.Columns != kernel.Columns) continue;
            yield return (Faults.WrongGradient, $"w{other + 1} is used on the way back where {name} belongs", 0,
                step => step.Above.Times(step.Reading.Trace.Layers[wrong].Weights.Transposed()));
        }
        yield return (Faults.WrongGradient, $"the absolute values of {name} are used on the way back", 0,
            step => step.Above.Times(step.NextKernel.Map(Math.Abs).Transposed()));
    }

    private static Matrix? Updated(LayerStep step)
    {
        var next = step.Reading.Trace.Layers[step.Layer];
        if (next.WeightsAfter is not null || step.Reading.Trace.LearningRate is not { } rate) return next.WeightsAfter;
        return next.WeightsGradient is { } gradient ? next.Weights.Zip(gradient, (w, g) => w - (rate * g)) : null;
    }

    // What is sent down lacks the derivative of the layer above, its weights, or both.
    private static IEnumerable<(string Says, Func<LayerStep, Matrix?> Sent)> OtherErrors(Reading reading, int layer)
    {
        string skipped = $"the error of layer {layer + 1} is sent down without the derivative of its activation",
            weights = $"its weights w{layer + 1}";
        bool hasSlope = reading.Activations[layer] is ElementwiseActivation { Name: not ("linear" or "relu") };
        if (hasSlope) yield return (skipped, step => Error(step)?.Times(step.NextKernel.Transposed()));
        // One number a sample for every unit: the weights are left out, or summed away.
        yield return ($"the error of layer {layer + 1} is sent down without {weights}", step => Spread(step, step.Above));
        if (hasSlope) yield return ($"{skipped} and without {weights}", step => Error(step) is { } error ? Spread(step, error) : null);

        // The gradient of the activations above from that of the pre-activations; null where a slope is nothing.
        static Matrix? Error(LayerStep step)
        {
            var slope = step.Reading.Run.Z[step.Layer + 1].Map(Slope(step.Reading.Activations[step.Layer]));
            return Array.TrueForAll(slope.Values, value => Math.Abs(value) > 1e-12) ? step.Above.Zip(slope, (d, s) => d / s) : null;
        }
        static Matrix Spread(LayerStep step, Matrix error) => error.Times(new Matrix(error.Columns, step.NextKernel.Rows).Map(_ => 1));
    }

    private static IEnumerable<Mistake> ShiftedKernels(Reading reading, int layer)
    {
        if (reading.Trace.Layers[layer].Bias is not { Rows: 1 }) yield break;
        foreach (bool first in new[] { true, false })
            yield return new(Faults.WrongGradient,
                $"the rows of w{layer + 1} are shifted by one on the way back, as when the bias is its {(first ? "first" : "last")} row",
                step => step.Through(step.Above.Times(Shifted(step, first).Transposed())));

        static Matrix Shifted(LayerStep step, bool first)
        {
            var (kernel, bias) = (step.NextKernel, step.Reading.Trace.Layers[step.Layer].Bias!);
            int columns = kernel.Columns;
            return new(kernel.Rows, columns, first ? [.. bias.Values, .. kernel.Values[..^columns]]
                : [.. kernel.Values[columns..], .. bias.Values]);
        }
    }
}
