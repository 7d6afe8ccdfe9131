using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>
/// y = factor · x + offset with a factor and an offset for each number: what fixed scaling, a known mean and deviation, and drawn noise
/// come to.
/// </summary>
/// <param name="factor">One row for all samples, or one a sample.</param>
/// <param name="offset">Likewise.</param>
/// <param name="onlyInTraining">Whether it changes nothing in evaluation.</param>
internal sealed class OracleAffine(Matrix factor, Matrix offset, bool onlyInTraining = false) : OracleLayer
{
    private bool _active;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _active = training || !onlyInTraining;
        return Each(inputs, (i, j) => inputs[i, j] * factor[i % factor.Rows, j] + offset[i % offset.Rows, j]);
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient) =>
        Each(outputGradient, (i, j) => outputGradient[i, j] * factor[i % factor.Rows, j]);

    private Matrix Each(Matrix given, Func<int, int, double> value)
    {
        if (!_active) return given;
        var result = new Matrix(given.Rows, given.Columns);
        for (int i = 0; i < given.Rows; i++)
            for (int j = 0; j < given.Columns; j++) result[i, j] = value(i, j);
        return result;
    }
}
