using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Judges the gradient of a bias next to the gradient of its kernel.</summary>
internal static class BiasGradient
{
    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="layer">The layer's gradients.</param>
    /// <param name="at">The layer on the way back.</param>
    /// <param name="delta">The gradient of the pre-activations as the kernel's gradient shows it, on the owner's scale.</param>
    public static GradientHit? Judge(LayerGradients layer, LayerStep at, Matrix delta)
    {
        var (reading, trace, l) = (at.Reading, at.Reading.Trace, layer.Number);
        var own = trace.Layers[l - 1];
        // A bias for each sample has a gradient for each sample; that there is one for each is another finding.
        if (own.BiasGradient is not { } recorded || (own.Bias is { Rows: > 1 } each && each.Values.Length == recorded.Values.Length))
            return null;
        var step = new LayerStep(reading, l, null) { Delta = delta };
        var right = delta.SumOfRows();
        // Sums over the rows can cancel; what rounding leaves of them is relative to the summands.
        double tolerance = Math.Max(layer.Tolerance * 3, 1e-4),
            floor = delta.Norm * Math.Sqrt(delta.Rows) * (reading.Single ? 1e-6 : 1e-12);
        // One number moves the biases of all units alike.
        double[] moving = recorded.Values.Length == 1 ? [.. Enumerable.Repeat(recorded.Values[0], delta.Columns)] : recorded.Values;
        bool Is(Matrix candidate) =>
            moving.Zip(candidate.Values, (a, b) => (a - b) * (a - b)).Sum() <= Math.Pow((tolerance * candidate.Norm) + floor, 2);
        if (recorded.Values.Length != delta.Columns)
            return new(l, true, Faults.BiasGradientNotReduced, Shape(recorded, delta), 1, Grade.Strong)
            {
                Slip = moving.Length == delta.Columns && GradientMistakes.OfBias(reading, l)
                    .FirstOrDefault(mistake => mistake.Predict(step) is { } predicted && Is(predicted)) is { } known
                    ? new(l, known, SlipOf.Bias) : null,
            };
        if (right.Norm <= 10 * floor || tolerance > 0.1 || Is(right)) return null;
        if (IsClipped(own, out double cut) && Is(right.Map(value => Math.Clamp(value, -cut, cut)))) return null;
        if (own.Bias is { Columns: >= 3 } bias
            && new Explain(recorded.Values, tolerance) { Weights = bias.Values }.By(right, Freedoms.Penalty, 1, fewest: 3) is not null)
            return null;

        double error = RelativeError.Of(right.Values, recorded.Values);
        GradientHit Hit(Fault fault, string sentence, Grade grade = Grade.Strong) => new(l, true, fault, sentence, error, grade);
        GradientHit Slipped(Fault fault, string sentence, Func<LayerStep, Matrix?> predict) =>
            Hit(fault, sentence) with { Slip = new(l, new(fault, sentence, predict), SlipOf.Bias) };
        if (Array.TrueForAll(recorded.Values, value => value == 0))
            return Hit(Faults.BlockedPath, "it is exactly zero although the kernel's gradient is right") with
            {
                Slip = Slip.Still(l, bias: true),
            };
        foreach (var mistake in GradientMistakes.OfBias(reading, l))
            if (mistake.Predict(step) is { } predicted && Is(predicted))
                return Slipped(mistake.Fault!, GradientHit.Read(mistake), mistake.Predict) with { Severity = mistake.Severity };
        double multiple = right.Dot(new(1, delta.Columns, recorded.Values)) / right.Dot(right);
        return delta.Columns >= 3 && Is(right.Times(multiple))
            ? Slipped(Faults.BiasGradientNotReduced,
                $"it is {Divisors.Name(multiple, delta.Rows, trace.Outs)} times what belongs to the kernel's gradient",
                step => step.Delta.SumOfRows().Times(multiple))
            : Hit(Faults.BiasGradientNotReduced, "it is not the sum over the rows that the kernel's gradient belongs to", Grade.Likely);
    }

    private static string Shape(Matrix recorded, Matrix delta)
    {
        string shape = $"it has shape [{recorded.Rows}, {recorded.Columns}] where the layer has {delta.Columns} units";
        int length = recorded.Values.Length;
        if (length == delta.Values.Length) return $"{shape}: the rows of the batch are not summed";
        if (length == delta.Rows) return $"{shape}: it is summed over the units instead of over the rows";
        return length == 1 ? $"{shape}: it is summed over everything" : shape;
    }

    // Clipping by value leaves several entries at one size, in the kernel or in the bias.
    private static bool IsClipped(TraceLayer layer, out double cut)
    {
        double[] all = [.. layer.WeightsGradient?.Values ?? [], .. layer.BiasGradient!.Values];
        double largest = cut = all.Max(Math.Abs);
        return all.Count(value => Math.Abs(value) >= largest * (1 - 1e-6)) >= 2;
    }
}
