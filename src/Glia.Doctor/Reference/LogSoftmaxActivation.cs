namespace Glia.Doctor.Reference;

/// <summary>log softmax(z)ᵢ = zᵢ − log Σⱼ exp(zⱼ) over each row.</summary>
internal sealed class LogSoftmaxActivation : Activation
{
    private static readonly SoftmaxActivation s_softmax = new();

    /// <inheritdoc/>
    public override string Name => "log_softmax";

    /// <inheritdoc/>
    public override Matrix Forward(Matrix z)
    {
        var result = new Matrix(z.Rows, z.Columns);
        for (int i = 0; i < z.Rows; i++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < z.Columns; j++) largest = Math.Max(largest, z[i, j]);
            for (int j = 0; j < z.Columns; j++) sum += Math.Exp(z[i, j] - largest);
            for (int j = 0; j < z.Columns; j++) result[i, j] = z[i, j] - largest - Math.Log(sum);
        }
        return result;
    }

    /// <inheritdoc/>
    /// <remarks>The Jacobian is δᵢⱼ − pⱼ, so the gradient is gᵢ − pᵢ Σⱼ gⱼ.</remarks>
    public override Matrix Backward(Matrix z, Matrix outputGradient)
    {
        var p = s_softmax.Forward(z);
        var result = new Matrix(z.Rows, z.Columns);
        for (int i = 0; i < z.Rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < z.Columns; j++) sum += outputGradient[i, j];
            for (int j = 0; j < z.Columns; j++) result[i, j] = outputGradient[i, j] - (p[i, j] * sum);
        }
        return result;
    }
}
