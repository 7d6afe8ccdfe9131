using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Mistakes.LayerStep>;

namespace Glia.Doctor.Mistakes;

internal static partial class GradientMistakes
{
    /// <summary>What people make of the right gradient of the pre-activations instead of the kernel's. None is right.</summary>
    public static IEnumerable<Mistake> OfKernel(Reading reading, int layer)
    {
        int rows = reading.Trace.Rows;
        var kernel = reading.Trace.Layers[layer - 1].Weights;
        if (layer > 1)
            yield return new(Faults.WrongGradient,
                $"the inputs of the layer are taken before the activation of layer {layer - 1} instead of after it", step =>
                step.Kernel(step.Reading.Run.Z[layer - 1], step.Delta));
        if (layer > 1 && reading.Masks[layer - 2] is not null)
            yield return new(Faults.WrongGradient, "the inputs of the layer are taken without their dropout mask",
                step => step.Kernel(step.Reading.Run.Unmasked[layer - 1], step.Delta));
        if (rows > 1)
        {
            yield return new(Faults.CacheOverwritten, "only the last row of the batch counts", step => OfRow(step, step.Inputs.Rows - 1));
            yield return new(Faults.CacheOverwritten, "only the first row of the batch counts", step => OfRow(step, 0));
            foreach (var (whose, of) in s_otherRows)
                yield return new(Faults.CacheOverwritten, $"the inputs are those of {whose}",
                    step => step.Kernel(of(step.Inputs), step.Delta));
            yield return new(Faults.WrongGradient, "inputs and gradients are summed over the batch before they are multiplied",
                step => step.Kernel(step.Inputs.SumOfRows(), step.Delta.SumOfRows()));
        }
        yield return new(Faults.WrongGradient, $"the outputs of layer {layer} are used where its inputs belong", OutputsForInputs);
        yield return new(Faults.WrongGradient, $"w{layer} itself is used where the inputs of layer {layer} belong",
            step => step.Reading.Trace.Layers[layer - 1].Weights.Take(step.Compared)
                .Zip(ForEachInput(step, step.Delta.SumOfRows()), (w, d) => w * d));
        if (kernel.Rows == kernel.Columns)
            yield return new(Faults.WrongGradient, "the gradient is transposed", step => step.Kernel(step.Delta, step.Inputs));
        if (layer == 1)
            yield return new(Faults.WrongGradient, "the inputs are left out", step => ForEachInput(step, step.Delta.SumOfRows()));
    }

    private static Matrix OfRow(LayerStep step, int row) => step.Kernel(step.Inputs.Take([row]), step.Delta.Take([row]));

    private static Matrix OutputsForInputs(LayerStep step)
    {
        var outputs = step.Reading.Run.A[step.Layer];
        return outputs.Columns == step.Inputs.Columns && step.Compared.Length == outputs.Columns
            ? step.Kernel(outputs, step.Delta)
            : ForEachInput(step, outputs.Zip(step.Delta, (o, d) => o * d).SumOfRows());
    }

    private static Matrix ForEachInput(LayerStep step, Matrix row) => row.Take(new int[step.Compared.Length]);
}
