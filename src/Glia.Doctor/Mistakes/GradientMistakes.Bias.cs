using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LayerStep>;

namespace Glia.Doctor.Mistakes;

internal static partial class GradientMistakes
{
    /// <summary>What people make of the gradient of the pre-activations instead of summing it over the rows.</summary>
    public static IEnumerable<Mistake> OfBias(Reading reading, int layer)
    {
        int rows = reading.Trace.Rows, units = reading.Trace.Layers[layer - 1].Weights.Columns;
        int inputs = reading.Trace.Layers[layer - 1].Weights.Rows;
        if (rows > 1)
        {
            yield return new(Faults.BiasGradientNotReduced, $"the mean over the {rows} rows is taken where the kernel's gradient is a sum",
                step => step.Delta.SumOfRows().Times(1.0 / step.Delta.Rows));
            yield return new(Faults.BiasGradientNotReduced, $"it is not divided by the {rows} rows as the kernel's gradient is",
                step => step.Delta.SumOfRows().Times(step.Delta.Rows));
            foreach (bool scaled in new[] { false, true })
            {
                yield return new(Faults.BiasGradientNotReduced, "only the last row counts",
                    step => Row(step.Delta, step.Delta.Rows - 1, scaled));
                yield return new(Faults.BiasGradientNotReduced, "only the first row counts", step => Row(step.Delta, 0, scaled));
            }
        }
        if (units > 1)
            foreach (int by in new[] { 1, units })
                yield return new(Faults.BiasGradientNotReduced, "every unit gets the sum over all units", step => SumOfAll(step.Delta, by));
        yield return new(Faults.WrongGradient, "it has the opposite sign of the kernel's gradient",
            step => step.Delta.SumOfRows().Times(-1));
        if (inputs == 1) yield break;
        // Neurons as objects change the bias in the loop over their weights. That is a higher rate; only with the sign turned it is a harm.
        yield return new(Faults.WrongGradient, $"it is added once for each of the {inputs} inputs",
            step => step.Delta.SumOfRows().Times(inputs))
        {
            Severity = Severity.Warning,
        };
        yield return new(Faults.WrongGradient, $"it has the opposite sign of the kernel's gradient, once for each of the {inputs} inputs",
            step => step.Delta.SumOfRows().Times(-inputs));
    }

    private static Matrix Row(Matrix delta, int row, bool scaled) => delta.Take([row]).Times(scaled ? delta.Rows : 1);

    private static Matrix SumOfAll(Matrix delta, int by)
    {
        double sum = delta.Values.Sum() / by;
        return new Matrix(1, delta.Columns).Map(_ => sum);
    }
}
