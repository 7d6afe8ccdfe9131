using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Judges the gradient of a bias next to the gradient of its kernel.</summary>
internal static class BiasGradient
{
    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="reading">The trace.</param>
    /// <param name="layer">The layer's gradients.</param>
    /// <param name="delta">The gradient of the pre-activations as the kernel's gradient shows it.</param>
    /// <param name="factor">What the owner multiplies with.</param>
    public static GradientHit? Judge(Reading reading, LayerGradients layer, Matrix delta, double factor)
    {
        int l = layer.Number, rows = delta.Rows, units = delta.Columns;
        if (reading.Trace.Layers[l - 1].BiasGradient is not { } recorded || double.IsNaN(factor)) return null;
        var right = delta.SumOfRows().Times(factor);
        double norm = Norm(right), scale = Norm(delta) * Math.Abs(factor) * Math.Sqrt(rows);
        GradientHit Hit(Fault fault, string says, Grade grade = Grade.Strong) =>
            new(l, $"grad_b{l}", fault, says, recorded.Values.Length == units ? NumericGradient.RelativeError(right.Values, recorded.Values) : 1, grade);

        // A bias for each sample has a gradient for each sample; that there is one for each is another finding.
        if (reading.Trace.Layers[l - 1].Bias is { Rows: > 1 } own && own.Values.Length == recorded.Values.Length) return null;
        if (recorded.Values.Length != units)
        {
            string shape = $"it has shape [{recorded.Rows}, {recorded.Columns}] where the layer has {units} units";
            return Hit(Faults.BiasGradientNotReduced, recorded.Values.Length == rows * units ? $"{shape}: the rows of the batch are not summed"
                : recorded.Values.Length == rows ? $"{shape}: it is summed over the units instead of over the rows"
                : recorded.Values.Length == 1 ? $"{shape}: it is summed over everything" : shape);
        }
        // Sums over the rows can cancel; what rounding leaves of them is relative to the summands.
        double tolerance = Math.Max(layer.Tolerance * 3, 1e-4), floor = scale * (reading.Single ? 1e-6 : 1e-12);
        bool Is(Matrix candidate) => Distance(recorded, candidate) <= tolerance * Norm(candidate) + floor;
        if (norm <= 10 * floor || tolerance > 0.1 || Is(right)) return null;
        if (IsClipped(reading.Trace.Layers[l - 1], out double cut) && Is(right.Map(value => Math.Clamp(value, -cut, cut)))) return null;
        if (reading.Trace.Layers[l - 1].Bias is { } bias && PenaltyExplains(recorded, right, bias, tolerance)) return null;
        if (Array.TrueForAll(recorded.Values, value => value == 0)) return Hit(Faults.BlockedPath, "it is exactly zero although the kernel's gradient is right", Grade.Strong);
        if (rows > 1)
        {
            if (Is(right.Times(1.0 / rows))) return Hit(Faults.BiasGradientNotReduced, $"it is the mean over the {rows} rows where the kernel's gradient is a sum");
            if (Is(right.Times(rows))) return Hit(Faults.BiasGradientNotReduced, $"it is not divided by the {rows} rows as the kernel's gradient is");
            foreach (double per in new[] { factor, factor * rows })
            {
                if (Is(delta.Take([rows - 1]).Times(per))) return Hit(Faults.BiasGradientNotReduced, "it is that of the last row alone");
                if (Is(delta.Take([0]).Times(per))) return Hit(Faults.BiasGradientNotReduced, "it is that of the first row alone");
            }
        }
        double total = right.Values.Sum();
        if (units > 1 && (Is(right.Map(_ => total)) || Is(right.Map(_ => total / units)))) return Hit(Faults.BiasGradientNotReduced, "every unit gets the sum over all units");
        if (Is(right.Times(-1))) return Hit(Faults.WrongGradient, "it has the opposite sign of the kernel's gradient");
        double dot = 0;
        for (int j = 0; j < units; j++) dot += recorded.Values[j] * right.Values[j];
        double multiple = dot / (norm * norm);
        if (units >= 3 && Is(right.Times(multiple))) return Hit(Faults.BiasGradientNotReduced, $"it is {Divisors.Name(multiple, rows, reading.Trace.Outs)} times what belongs to the kernel's gradient");
        return Hit(Faults.BiasGradientNotReduced, "it is not the sum over the rows that the kernel's gradient belongs to", Grade.Likely);
    }

    // Clipping by value leaves several entries at one size, in the kernel or in the bias.
    private static bool IsClipped(TraceLayer layer, out double cut)
    {
        double[] all = [.. layer.WeightsGradient?.Values ?? [], .. layer.BiasGradient!.Values];
        double largest = cut = all.Max(Math.Abs);
        return all.Count(value => Math.Abs(value) >= largest * (1 - 1e-6)) >= 2;
    }

    private static bool PenaltyExplains(Matrix recorded, Matrix right, Matrix bias, double tolerance)
    {
        if (bias.Columns < 3) return false;
        double bb = 0, rb = 0;
        for (int j = 0; j < bias.Columns; j++)
        {
            bb += bias[0, j] * bias[0, j];
            rb += (recorded.Values[j] - right.Values[j]) * bias[0, j];
        }
        if (bb == 0 || rb <= 0) return false;
        double decay = rb / bb;
        return Distance(recorded, right.Zip(bias, (g, b) => g + decay * b)) <= tolerance * Norm(right);
    }

    private static double Norm(Matrix matrix) => Math.Sqrt(matrix.Values.Sum(value => value * value));

    private static double Distance(Matrix a, Matrix b)
    {
        double sum = 0;
        for (int i = 0; i < b.Values.Length; i++) sum += (a.Values[i] - b.Values[i]) * (a.Values[i] - b.Values[i]);
        return Math.Sqrt(sum);
    }
}
