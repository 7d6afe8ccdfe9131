using Glia.Interop.Networks;

namespace Glia.Interop.Keras;

/// <summary>
/// The arrays of Keras 2's layers for NVIDIA's cuDNN in the order of LSTM and GRU. Each gate's part of a kernel lies in memory as
/// <c>[units, inputs]</c>, whatever its dimensions say, and inputs and states each have their bias, one after the other.
/// </summary>
internal static class CudnnWeights
{
    /// <summary>Kernel, recurrent kernel and bias.</summary>
    /// <param name="tensors">As the file has them.</param>
    /// <param name="gates">4 of an LSTM, whose two biases are added up; 3 of a GRU, which keeps both.</param>
    public static IReadOnlyList<ForeignTensor> Arranged(IReadOnlyList<ForeignTensor> tensors, int gates)
    {
        if (tensors is not [{ Shape: [_, var sums] } kernel, { Shape: [var units, var states] } recurrent, { Shape: [var numbers] } bias]
            || sums != states || (long)units * gates != sums || numbers != 2L * sums) return tensors;
        return [Turned(kernel, units), Turned(recurrent, units), gates == 3 ? bias.Reshaped(2, sums) : Added(bias, sums)];
    }

    private static ForeignTensor Turned(ForeignTensor kernel, int units) => new(kernel.Name, [.. kernel.Shape], () =>
    {
        float[] from = kernel.Read(), to = new float[from.Length];
        int inputs = kernel.Shape[0], sums = kernel.Shape[1];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < sums; j++)
            {
                // The place within its gate, counted along the units first.
                int at = (j % units * inputs) + i;
                to[(i * sums) + j] = from[(at / units * sums) + (j / units * units) + (at % units)];
            }
        }
        return to;
    });

    private static ForeignTensor Added(ForeignTensor bias, int sums) => new(bias.Name, [sums], () =>
    {
        float[] both = bias.Read();
        return [.. both.Take(sums).Zip(both.Skip(sums), (a, b) => a + b)];
    });
}
