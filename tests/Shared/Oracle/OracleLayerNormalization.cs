using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>y = γ (x − μ) / √(σ² + ε) + β with μ and σ² of each row (Ba, Kiros and Hinton 2016), in training as in evaluation.</summary>
internal sealed class OracleLayerNormalization(Matrix? gamma, Matrix? beta, double epsilon = 1e-3) : OracleLayer
{
    private readonly OracleParameter? _gamma = gamma is null ? null : new("gamma", gamma), _beta = beta is null ? null : new("beta", beta);
    private Matrix _normalized = new(0, 0);
    private double[] _inverseDeviation = [];

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [.. new[] { _gamma, _beta }.OfType<OracleParameter>()];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        int columns = inputs.Columns;
        _inverseDeviation = new double[inputs.Rows];
        _normalized = new Matrix(inputs.Rows, columns);
        var outputs = new Matrix(inputs.Rows, columns);
        for (int i = 0; i < inputs.Rows; i++)
        {
            double mean = 0, variance = 0;
            for (int j = 0; j < columns; j++) mean += inputs[i, j] / columns;
            for (int j = 0; j < columns; j++) variance += (inputs[i, j] - mean) * (inputs[i, j] - mean) / columns;
            _inverseDeviation[i] = 1 / Math.Sqrt(variance + epsilon);
            for (int j = 0; j < columns; j++)
            {
                _normalized[i, j] = (inputs[i, j] - mean) * _inverseDeviation[i];
                outputs[i, j] = (_gamma?.Value[0, j] ?? 1) * _normalized[i, j] + (_beta?.Value[0, j] ?? 0);
            }
        }
        return outputs;
    }

    /// <inheritdoc/>
    /// <remarks>μ and σ² depend on every x of the row: dx = (h − mean(h) − x̂ · mean(h x̂)) / √(σ²+ε) with h = g γ.</remarks>
    public override Matrix Backward(Matrix outputGradient)
    {
        int rows = outputGradient.Rows, columns = outputGradient.Columns;
        var inputGradient = new Matrix(rows, columns);
        foreach (OracleParameter parameter in Parameters) parameter.Gradient = new Matrix(1, columns);
        for (int i = 0; i < rows; i++)
        {
            double through = 0, along = 0;
            for (int j = 0; j < columns; j++)
            {
                double g = outputGradient[i, j], h = g * (_gamma?.Value[0, j] ?? 1);
                through += h / columns;
                along += h * _normalized[i, j] / columns;
                if (_beta is not null) _beta.Gradient[0, j] += g;
                if (_gamma is not null) _gamma.Gradient[0, j] += g * _normalized[i, j];
            }
            for (int j = 0; j < columns; j++)
                inputGradient[i, j] = _inverseDeviation[i] * (outputGradient[i, j] * (_gamma?.Value[0, j] ?? 1) - through
                    - _normalized[i, j] * along);
        }
        return inputGradient;
    }
}
