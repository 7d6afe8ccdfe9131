using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The gradients of hidden pre-activations that people compute from the layer above: first the right one, then the mistakes.</summary>
internal static class HiddenDeltas
{
    /// <param name="reading">The trace.</param>
    /// <param name="l">The layer, from 1.</param>
    /// <param name="above">The gradient of the pre-activations of layer l + 1, as the owner has it.</param>
    public static IEnumerable<Suspect> Of(Reading reading, int l, Matrix above)
    {
        var run = reading.Run;
        var kernel = reading.Trace.Layers[l].Weights;
        var upstream = Masked(reading, l, above.Times(kernel.Transposed()));
        var z = run.Z[l];
        yield return new(null, "", Through(reading, l, upstream));
        if (IsKinked(reading, l) && z.Values.Contains(0)) yield return new(null, "", upstream.Zip(z, (u, at) => u * Slope(reading, l, at >= 0 ? 1 : -1)));
        foreach (var suspect in Derivatives(reading, l, upstream)) yield return suspect;
        foreach (var suspect in WrongMatrix(reading, l, above)) yield return suspect;
        foreach (var suspect in WrongError(reading, l, above)) yield return suspect;
        if (reading.Masks[l - 1] is { } mask)
        {
            var unmasked = above.Times(kernel.Transposed());
            yield return new(Faults.WrongGradient, "the dropout mask is not applied on the way back", Through(reading, l, unmasked));
            yield return new(Faults.WrongGradient, "the dropout mask is applied on the way back without its factor 1 / (1 - rate)", Through(reading, l, unmasked.Zip(mask, (u, m) => m != 0 ? u : 0)));
            yield return new(Faults.WrongGradient, "the dropout mask is applied twice on the way back", Through(reading, l, upstream.Zip(mask, (u, m) => u * m)));
        }
    }

    /// <summary>The gradient of a layer's pre-activations from that of its activations.</summary>
    public static Matrix Through(Reading reading, int l, Matrix upstream) => reading.Activations[l - 1].Backward(reading.Run.Z[l], upstream);

    public static Matrix Masked(Reading reading, int l, Matrix upstream) =>
        reading.Masks[l - 1] is { } mask ? upstream.Zip(mask, (u, m) => u * m) : upstream;

    private static bool IsKinked(Reading reading, int l) => reading.Activations[l - 1].Name is "relu" or "leaky_relu";

    private static IEnumerable<Suspect> Derivatives(Reading reading, int l, Matrix upstream) => IsKinked(reading, l) ? Kinked(reading, l, upstream) : Smooth(reading, l, upstream);

    private static double Slope(Reading reading, int l, double at) => ((ElementwiseActivation)reading.Activations[l - 1]).Derivative(at);

    private static IEnumerable<Suspect> Kinked(Reading reading, int l, Matrix u)
    {
        var run = reading.Run;
        var (z, a) = (run.Z[l], run.Unmasked[l]);
        double low = Slope(reading, l, -1);
        Suspect Mask(string says, Matrix by) => new(Faults.WrongReluMask, says, u.Zip(by, (g, at) => g * (at > 0 ? 1 : low)));

        yield return Mask("the derivative is masked by the sign of the upstream gradient", u);
        yield return new(Faults.WrongReluMask, "the derivative is left out: units that were switched off receive gradient too", u);
        yield return new(Faults.WrongReluMask, "entries are kept only where the unit is on and the upstream gradient is positive", u.Zip(z, (g, at) => at > 0 && g > 0 ? g : 0));
        yield return new(Faults.WrongReluMask, "the arguments are swapped: z is kept where the upstream gradient is positive", z.Zip(u, (at, g) => g > 0 ? at : 0));
        yield return new(Faults.WrongReluMask, "the upstream gradient is replaced by 1 where it is positive", u.Map(g => g > 0 ? 1 : 0));
        yield return new(Faults.WrongReluMask, "the mask is inverted: gradient flows where the unit is off", u.Zip(z, (g, at) => g * (at > 0 ? low : 1)));
        yield return new(Faults.WrongReluMask, "the upstream gradient is multiplied by the activation instead of by 1 where it is positive", u.Zip(a, (g, at) => g * at));
        yield return new(Faults.WrongReluMask, "the derivative is 0 below zero, as if the activation were relu", u.Zip(z, (g, at) => at > 0 ? g : 0));
        yield return new(Faults.WrongReluMask, "the derivative is the slope above zero and 1 below: the two are swapped", u.Zip(z, (g, at) => g * (at > 0 ? 0.01 : 1)));
        yield return new(Faults.WrongReluMask, "the derivative below zero is 0.01, as if the activation were leaky_relu", u.Zip(z, (g, at) => g * (at > 0 ? 1 : 0.01)));
        if (z.Rows > 1)
        {
            yield return Mask("the mask is that of the row before", OutputDeltas.Rolled(z, 1));
            yield return Mask("the mask is that of the next row", OutputDeltas.Rolled(z, -1));
            yield return Mask("the mask of the last row is used for every row", z.Take([.. Enumerable.Repeat(z.Rows - 1, z.Rows)]));
            yield return Mask("the mask of the first row is used for every row", z.Take(new int[z.Rows]));
        }
        for (int other = 0; other < run.Z.Length; other++)
        {
            if (other == l) continue;
            var cached = other == 0 ? run.A[0] : run.Z[other];
            if (cached.Columns == z.Columns) yield return Mask(other == 0 ? "the mask is taken from the inputs" : $"the mask is that of layer {other}", cached);
        }
    }

    private static IEnumerable<Suspect> Smooth(Reading reading, int l, Matrix u)
    {
        if (reading.Activations[l - 1] is not ElementwiseActivation activation || activation.Name == "linear") yield break;
        var (z, a) = (reading.Run.Z[l], reading.Run.Unmasked[l]);
        Suspect At(string says, Matrix at, Func<double, double> derivative) => new(Faults.WrongActivationDerivative, says, u.Zip(at, (g, value) => g * derivative(value)));

        yield return new(Faults.WrongActivationDerivative, $"the derivative of {activation.Name} is left out", u);
        yield return At($"the derivative of {activation.Name} is taken at its output instead of its input", a, activation.Derivative);
        yield return At("z (1 - z) is used where a (1 - a) is meant", z, value => value * (1 - value));
        yield return At("1 - z*z is used where 1 - a*a is meant", z, value => 1 - value * value);
        yield return At($"a (1 - a) is used, the derivative of sigmoid and not of {activation.Name}", a, value => value * (1 - value));
        yield return At($"1 - a*a is used, the derivative of tanh and not of {activation.Name}", a, value => 1 - value * value);
        yield return At("the activation itself is used instead of its derivative", a, value => value);
        yield return At("1 - a is used instead of the derivative", a, value => 1 - value);
        yield return At("a derivative of relu is used", z, value => value > 0 ? 1 : 0);
        yield return At("the derivative is masked by the sign of the upstream gradient", u, value => value > 0 ? 1 : 0);
        if (z.Rows > 1)
        {
            yield return At("the derivative is taken at z of the row before", OutputDeltas.Rolled(z, 1), activation.Derivative) with { Fault = Faults.CacheOverwritten };
            yield return At("the derivative is taken at z of the next row", OutputDeltas.Rolled(z, -1), activation.Derivative) with { Fault = Faults.CacheOverwritten };
            yield return At("the derivative is taken at z of the last row for every row", z.Take([.. Enumerable.Repeat(z.Rows - 1, z.Rows)]), activation.Derivative) with { Fault = Faults.CacheOverwritten };
        }
    }

    // What is sent down lacks the derivative of the layer above, its weights, or both; or its weights are shifted by the bias.
    private static IEnumerable<Suspect> WrongError(Reading reading, int l, Matrix above)
    {
        var (kernel, bias) = (reading.Trace.Layers[l].Weights, reading.Trace.Layers[l].Bias);
        string skipped = $"the error of layer {l + 1} is sent down without the derivative of its activation";
        var error = WithoutDerivative(reading, l + 1, above);
        if (error is not null)
            foreach (var suspect in Down(error.Times(kernel.Transposed()), skipped)) yield return suspect;
        // One number a sample for every unit: the weights are left out, or summed away.
        foreach (var suspect in Down(Spread(above), $"the error of layer {l + 1} is sent down without its weights w{l + 1}")) yield return suspect;
        if (error is not null)
            foreach (var suspect in Down(Spread(error), $"{skipped} and without its weights w{l + 1}")) yield return suspect;
        if (bias is { Rows: 1 })
        {
            yield return Shifted($"the rows of w{l + 1} are shifted by one on the way back, as when the bias is its first row", [bias, .. Rows(kernel).SkipLast(1)]);
            yield return Shifted($"the rows of w{l + 1} are shifted by one on the way back, as when the bias is its last row", [.. Rows(kernel).Skip(1), bias]);
        }

        IEnumerable<Suspect> Down(Matrix upstream, string says)
        {
            yield return new(Faults.WrongGradient, says, Through(reading, l, upstream));
            yield return new(Faults.WrongGradient, $"{says}, and without the derivative of {reading.Activations[l - 1].Name}", upstream);
        }
        Matrix Spread(Matrix of) => of.Times(new Matrix(of.Columns, kernel.Rows).Map(_ => 1));
        Suspect Shifted(string says, IReadOnlyList<Matrix> rows) =>
            new(Faults.WrongGradient, says, Through(reading, l, above.Times(new Matrix(rows.Count, kernel.Columns, [.. rows.SelectMany(row => row.Values)]).Transposed())));
    }

    private static IEnumerable<Matrix> Rows(Matrix matrix) => Enumerable.Range(0, matrix.Rows).Select(row => matrix.Take([row]));

    // The gradient of the activations of a layer, from that of its pre-activations; null where the two are the same or the slope is nothing.
    private static Matrix? WithoutDerivative(Reading reading, int layer, Matrix delta)
    {
        if (reading.Activations[layer - 1] is not ElementwiseActivation { Name: not ("linear" or "relu") } activation) return null;
        var slope = reading.Run.Z[layer].Map(activation.Derivative);
        return Array.TrueForAll(slope.Values, value => Math.Abs(value) > 1e-12) ? delta.Zip(slope, (d, s) => d / s) : null;
    }

    private static IEnumerable<Suspect> WrongMatrix(Reading reading, int l, Matrix above)
    {
        var layer = reading.Trace.Layers[l];
        var kernel = layer.Weights;
        Suspect With(Fault fault, string says, Matrix upstream) => new(fault, says, Through(reading, l, Masked(reading, l, upstream)));

        var after = layer.WeightsAfter;
        if (after is null && reading.Trace.LearningRate is { } rate && layer.WeightsGradient is { } gradient) after = kernel.Zip(gradient, (w, g) => w - rate * g);
        if (after is not null)
        {
            var upstream = above.Times(after.Transposed());
            yield return With(Faults.UpdatedBeforeUse, $"w{l + 1} is updated before its old value is used to propagate", upstream);
            foreach (var both in Derivatives(reading, l, Masked(reading, l, upstream))) yield return both with { Says = $"w{l + 1} is updated before its old value is used to propagate, and {both.Says}" };
        }
        if (kernel.Rows == kernel.Columns)
        {
            yield return With(Faults.WrongGradient, $"w{l + 1} is not transposed on the way back", above.Times(kernel));
            yield return With(Faults.WrongGradient, $"w{l + 1} is left out on the way back", above);
        }
        for (int other = 0; other < reading.Trace.Layers.Count; other++)
        {
            var wrong = reading.Trace.Layers[other].Weights;
            if (other != l && wrong.Rows == kernel.Rows && wrong.Columns == kernel.Columns)
                yield return With(Faults.WrongGradient, $"w{other + 1} is used on the way back where w{l + 1} belongs", above.Times(wrong.Transposed()));
        }
        yield return With(Faults.WrongGradient, $"the absolute values of w{l + 1} are used on the way back", above.Times(kernel.Map(Math.Abs).Transposed()));
    }
}
