using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>
/// y = γ (x − μ) / √(σ² + ε) + β per column (Ioffe and Szegedy 2015). In training μ and σ² are those of the batch (variance divided by n,
/// as Keras does) and the running ones move towards them: r = momentum · r + (1 − momentum) · batch.
/// In evaluation the running ones are used.
/// </summary>
internal sealed class OracleBatchNormalization(Matrix gamma, Matrix beta, Matrix movingMean, Matrix movingVariance, double momentum = 0.99,
    double epsilon = 1e-3) : OracleLayer
{
    private Matrix _normalized = new(0, 0);
    private double[] _inverseDeviation = [];
    private bool _training;

    /// <summary>γ, one row.</summary>
    public OracleParameter Gamma { get; } = new("gamma", gamma);

    /// <summary>β, one row.</summary>
    public OracleParameter Beta { get; } = new("beta", beta);

    /// <summary>The running mean, updated in training.</summary>
    public Matrix MovingMean { get; } = movingMean;

    /// <summary>The running variance, updated in training.</summary>
    public Matrix MovingVariance { get; } = movingVariance;

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => [Gamma, Beta];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _training = training;
        _inverseDeviation = new double[inputs.Columns];
        _normalized = new Matrix(inputs.Rows, inputs.Columns);
        var outputs = new Matrix(inputs.Rows, inputs.Columns);
        for (int j = 0; j < inputs.Columns; j++)
        {
            double mean = MovingMean[0, j], variance = MovingVariance[0, j];
            if (training)
            {
                mean = variance = 0;
                for (int i = 0; i < inputs.Rows; i++) mean += inputs[i, j] / inputs.Rows;
                for (int i = 0; i < inputs.Rows; i++) variance += (inputs[i, j] - mean) * (inputs[i, j] - mean) / inputs.Rows;
                MovingMean[0, j] = momentum * MovingMean[0, j] + (1 - momentum) * mean;
                MovingVariance[0, j] = momentum * MovingVariance[0, j] + (1 - momentum) * variance;
            }
            _inverseDeviation[j] = 1 / Math.Sqrt(variance + epsilon);
            for (int i = 0; i < inputs.Rows; i++)
            {
                _normalized[i, j] = (inputs[i, j] - mean) * _inverseDeviation[j];
                outputs[i, j] = Gamma.Value[0, j] * _normalized[i, j] + Beta.Value[0, j];
            }
        }
        return outputs;
    }

    /// <inheritdoc/>
    /// <remarks>In training μ and σ² depend on x, which gives dx = γ/√(σ²+ε) · (g − mean(g) − x̂ · mean(g x̂)).</remarks>
    public override Matrix Backward(Matrix outputGradient)
    {
        int rows = outputGradient.Rows;
        var inputGradient = new Matrix(rows, outputGradient.Columns);
        for (int j = 0; j < outputGradient.Columns; j++)
        {
            double sum = 0, sumNormalized = 0;
            for (int i = 0; i < rows; i++)
            {
                sum += outputGradient[i, j];
                sumNormalized += outputGradient[i, j] * _normalized[i, j];
            }
            Beta.Gradient[0, j] = sum;
            Gamma.Gradient[0, j] = sumNormalized;
            for (int i = 0; i < rows; i++)
            {
                double through = outputGradient[i, j];
                if (_training) through -= sum / rows + _normalized[i, j] * sumNormalized / rows;
                inputGradient[i, j] = Gamma.Value[0, j] * _inverseDeviation[j] * through;
            }
        }
        return inputGradient;
    }
}
