using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>
/// A transposed convolution by its definition: each number of the input adds its weights to a window of the output. The kernel has a row
/// for each (row, column, channel) of the output's window and a column for each channel of the input.
/// </summary>
internal sealed class OracleTransposedConvolution(OracleWindow window, Matrix kernel, Matrix? bias) : OracleLayer
{
    private readonly OracleParameter _kernel = new("kernel", kernel);
    private readonly OracleParameter? _bias = bias is null ? null : new("bias", bias);
    private Matrix _inputs = new(0, 0);

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [.. new[] { _kernel, _bias }.OfType<OracleParameter>()];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _inputs = inputs;
        var outputs = new Matrix(inputs.Rows, window.Height * window.Width * window.Channels);
        for (int i = 0; i < outputs.Rows; i++)
            for (int j = 0; j < outputs.Columns; j++) outputs[i, j] = _bias?.Value[0, j % window.Channels] ?? 0;
        foreach (var (image, from, to, row, column) in Terms()) outputs[image, to] += inputs[image, from] * _kernel.Value[row, column];
        return outputs;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var inputGradient = new Matrix(_inputs.Rows, _inputs.Columns);
        _kernel.Gradient = new Matrix(_kernel.Value.Rows, _kernel.Value.Columns);
        foreach (var (image, from, to, row, column) in Terms())
        {
            inputGradient[image, from] += outputGradient[image, to] * _kernel.Value[row, column];
            _kernel.Gradient[row, column] += outputGradient[image, to] * _inputs[image, from];
        }
        if (_bias is null) return inputGradient;
        _bias.Gradient = new Matrix(1, window.Channels);
        for (int i = 0; i < outputGradient.Rows; i++)
            for (int j = 0; j < outputGradient.Columns; j++) _bias.Gradient[0, j % window.Channels] += outputGradient[i, j];
        return inputGradient;
    }

    private IEnumerable<(int Image, int From, int To, int Row, int Column)> Terms()
    {
        int channels = _kernel.Value.Columns;
        for (int image = 0; image < _inputs.Rows; image++)
            for (int position = 0; position < window.Positions; position++)
                foreach (var (r, s, pixel) in window.Seen(position))
                    for (int c = 0; c < channels; c++)
                        for (int f = 0; f < window.Channels; f++)
                            yield return (image, position * channels + c, pixel * window.Channels + f,
                                (r * window.Columns + s) * window.Channels + f, c);
    }
}
