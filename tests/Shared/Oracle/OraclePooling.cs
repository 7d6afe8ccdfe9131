using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>The largest number or the mean of what a window sees, for each channel.</summary>
internal sealed class OraclePooling(OracleWindow window, bool largest) : OracleLayer
{
    private Matrix _inputs = new(0, 0);

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _inputs = inputs;
        var outputs = new Matrix(inputs.Rows, window.Positions * window.Channels);
        for (int i = 0; i < outputs.Rows; i++)
        {
            for (int j = 0; j < outputs.Columns; j++)
            {
                double[] seen = [.. Seen(j).Select(from => inputs[i, from])];
                outputs[i, j] = largest ? seen.Max() : seen.Average();
            }
        }
        return outputs;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var inputGradient = new Matrix(_inputs.Rows, _inputs.Columns);
        for (int i = 0; i < outputGradient.Rows; i++)
        {
            for (int j = 0; j < outputGradient.Columns; j++)
            {
                int[] seen = [.. Seen(j)];
                if (largest) inputGradient[i, seen.MaxBy(from => _inputs[i, from])] += outputGradient[i, j];
                else foreach (int from in seen) inputGradient[i, from] += outputGradient[i, j] / seen.Length;
            }
        }
        return inputGradient;
    }

    private IEnumerable<int> Seen(int output) =>
        window.Seen(output / window.Channels).Select(one => one.Pixel * window.Channels + output % window.Channels);
}
