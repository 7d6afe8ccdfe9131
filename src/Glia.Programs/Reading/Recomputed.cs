using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Programs.Reading;

/// <summary>Holds what was understood against what the program computed: nothing is diagnosed before both agree.</summary>
internal static class Recomputed
{
    /// <summary>Computes the outputs of a step from inputs and weights as they were understood.</summary>
    /// <exception cref="NotUnderstood">They are not those of the program.</exception>
    public static void Check(RecordedStep step)
    {
        if (step.Outputs is { } outputs && !ActivationReader.Agrees(Outputs(step), outputs))
            throw NotUnderstood.Outputs();
    }

    private static Matrix Outputs(RecordedStep step)
    {
        Matrix at = step.X;
        foreach (var (index, layer) in step.Layers.Index())
        {
            Matrix sums = WithOnes(at, layer.BiasRow).Times(layer.Weights);
            if (layer.Bias is { } bias) sums = Plus(sums, bias);
            at = ForwardRun.Output(sums, Activations.Named(layer.Activation, step.Slope ?? 0),
                index == step.Layers.Count - 1 ? step.Form : OutputForm.Proper);
            if (layer.Mask is { } mask) at = at.Zip(mask, (value, kept) => value * kept);
        }
        return at;
    }

    private static Matrix WithOnes(Matrix data, BiasRow? biases)
    {
        if (biases is not { IsLast: var last }) return data;
        var wider = new Matrix(data.Rows, data.Columns + 1);
        for (int i = 0; i < data.Rows; i++)
        {
            data.Row(i).CopyTo(wider.Row(i)[(last ? 0 : 1)..]);
            wider[i, last ? data.Columns : 0] = 1;
        }
        return wider;
    }

    private static Matrix Plus(Matrix sums, Matrix bias)
    {
        var result = sums.Copy();
        for (int i = 0; i < result.Rows; i++)
            for (int j = 0; j < result.Columns; j++) result[i, j] += bias[bias.Rows == 1 ? 0 : i, j];
        return result;
    }
}
