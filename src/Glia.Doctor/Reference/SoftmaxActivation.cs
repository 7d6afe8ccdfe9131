namespace Glia.Doctor.Reference;

/// <summary>softmax(z)ᵢ = exp(zᵢ) / Σⱼ exp(zⱼ) over each row, shifted by the largest so that nothing overflows.</summary>
internal sealed class SoftmaxActivation : Activation
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override Matrix Forward(Matrix z)
    {
        var result = new Matrix(z.Rows, z.Columns);
        for (int i = 0; i < z.Rows; i++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < z.Columns; j++) largest = Math.Max(largest, z[i, j]);
            for (int j = 0; j < z.Columns; j++) sum += result[i, j] = Math.Exp(z[i, j] - largest);
            for (int j = 0; j < z.Columns; j++) result[i, j] /= sum;
        }
        return result;
    }

    /// <inheritdoc/>
    /// <remarks>The Jacobian is pᵢ(δᵢⱼ − pⱼ), so the gradient is pᵢ (gᵢ − Σⱼ gⱼ pⱼ).</remarks>
    public override Matrix Backward(Matrix z, Matrix outputGradient)
    {
        var p = Forward(z);
        var result = new Matrix(z.Rows, z.Columns);
        for (int i = 0; i < z.Rows; i++)
        {
            double dot = 0;
            for (int j = 0; j < z.Columns; j++) dot += outputGradient[i, j] * p[i, j];
            for (int j = 0; j < z.Columns; j++) result[i, j] = p[i, j] * (outputGradient[i, j] - dot);
        }
        return result;
    }
}
