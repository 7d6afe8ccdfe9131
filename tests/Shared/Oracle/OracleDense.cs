using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>y = x W + b, with W of [in, out]. dW = xᵀ g, db = Σ g over the rows, dx = g Wᵀ.</summary>
/// <param name="kernel">W.</param>
/// <param name="bias">b as one row, or null for a layer without.</param>
internal sealed class OracleDense(Matrix kernel, Matrix? bias) : OracleLayer
{
    private Matrix _inputs = new(0, 0);

    /// <summary>W.</summary>
    public OracleParameter Kernel { get; } = new("kernel", kernel);

    /// <summary>b, or null.</summary>
    public OracleParameter? Bias { get; } = bias is null ? null : new("bias", bias);

    /// <inheritdoc/>
    public override IReadOnlyList<OracleParameter> Parameters => Bias is null ? [Kernel] : [Kernel, Bias];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix inputs, bool training)
    {
        _inputs = inputs;
        var z = inputs.Times(Kernel.Value);
        if (Bias is not null)
            for (int i = 0; i < z.Rows; i++)
                for (int j = 0; j < z.Columns; j++) z[i, j] += Bias.Value[0, j];
        return z;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        Kernel.Gradient = _inputs.Transposed().Times(outputGradient);
        if (Bias is not null) Bias.Gradient = outputGradient.SumOfRows();
        return outputGradient.Times(Kernel.Value.Transposed());
    }
}
