using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>A convolution by its definition. The kernel has a row for each (row, column,
/// channel) of the window and a column for each filter.</summary>
internal sealed class OracleConvolution(OracleWindow window, Matrix kernel, Matrix? bias, int groups, string name = "kernel") : OracleLayer
{
    private readonly OracleParameter _kernel = new(name, kernel);
    private readonly OracleParameter? _bias = bias is null ? null : new("bias", bias);
    private Matrix _inputs = new(0, 0);

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [.. new[] { _kernel, _bias }.OfType<OracleParameter>()];

    private int Filters => _kernel.Value.Columns;

    private int GroupChannels => window.Channels / groups;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _inputs = inputs;
        var outputs = new Matrix(inputs.Rows, window.Positions * Filters);
        foreach (var (image, position, filter, row, from) in Terms(inputs.Rows))
            outputs[image, position * Filters + filter] += inputs[image, from] * _kernel.Value[row, filter];
        if (_bias is null) return outputs;
        for (int i = 0; i < outputs.Rows; i++)
            for (int j = 0; j < outputs.Columns; j++) outputs[i, j] += _bias.Value[0, j % Filters];
        return outputs;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var inputGradient = new Matrix(_inputs.Rows, _inputs.Columns);
        _kernel.Gradient = new Matrix(_kernel.Value.Rows, Filters);
        foreach (var (image, position, filter, row, from) in Terms(_inputs.Rows))
        {
            double g = outputGradient[image, position * Filters + filter];
            inputGradient[image, from] += g * _kernel.Value[row, filter];
            _kernel.Gradient[row, filter] += g * _inputs[image, from];
        }
        if (_bias is null) return inputGradient;
        _bias.Gradient = new Matrix(1, Filters);
        for (int i = 0; i < outputGradient.Rows; i++)
            for (int j = 0; j < outputGradient.Columns; j++) _bias.Gradient[0, j % Filters] += outputGradient[i, j];
        return inputGradient;
    }

    // Every product of a number of an image with a weight, and the result it is added to.
    private IEnumerable<(int Image, int Position, int Filter, int Row, int From)> Terms(int images)
    {
        for (int image = 0; image < images; image++)
            for (int position = 0; position < window.Positions; position++)
                foreach (var (r, s, pixel) in window.Seen(position))
                    for (int filter = 0; filter < Filters; filter++)
                        for (int c = 0; c < GroupChannels; c++)
                        {
                            int channel = filter / (Filters / groups) * GroupChannels + c;
                            yield return (image, position, filter, (r * window.Columns + s) * GroupChannels + c,
                                pixel * window.Channels + channel);
                        }
    }
}
