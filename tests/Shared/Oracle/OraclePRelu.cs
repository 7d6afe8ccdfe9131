using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>
/// y = x where positive, α x elsewhere (He et al. 2015). Column j has the slope j modulo their number, as where leading dimensions share
/// theirs.
/// </summary>
internal sealed class OraclePRelu(Matrix alpha) : OracleLayer
{
    private readonly OracleParameter _alpha = new("alpha", alpha);
    private Matrix _inputs = new(0, 0);

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [_alpha];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _inputs = inputs;
        var outputs = new Matrix(inputs.Rows, inputs.Columns);
        for (int i = 0; i < inputs.Rows; i++)
            for (int j = 0; j < inputs.Columns; j++)
                outputs[i, j] = inputs[i, j] > 0 ? inputs[i, j] : _alpha.Value[0, j % _alpha.Value.Columns] * inputs[i, j];
        return outputs;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var inputGradient = new Matrix(_inputs.Rows, _inputs.Columns);
        _alpha.Gradient = new Matrix(1, _alpha.Value.Columns);
        for (int i = 0; i < _inputs.Rows; i++)
            for (int j = 0; j < _inputs.Columns; j++)
            {
                int slope = j % _alpha.Value.Columns;
                bool positive = _inputs[i, j] > 0;
                inputGradient[i, j] = outputGradient[i, j] * (positive ? 1 : _alpha.Value[0, slope]);
                if (!positive) _alpha.Gradient[0, slope] += outputGradient[i, j] * _inputs[i, j];
            }
        return inputGradient;
    }
}
