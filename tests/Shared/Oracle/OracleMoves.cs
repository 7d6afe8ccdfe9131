using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Numbers that are put elsewhere in a sample, some several times and some nowhere: padding, cropping, repeating.</summary>
internal sealed class OracleMoves(int inputs, int outputs, IReadOnlyList<(int From, int To)> moves) : OracleLayer
{
    /// <inheritdoc/>
    public override Matrix Forward(Matrix x, bool training)
    {
        var y = new Matrix(x.Rows, outputs);
        for (int row = 0; row < x.Rows; row++)
            foreach (var (from, to) in moves) y[row, to] += x[row, from];
        return y;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix outputGradient)
    {
        var x = new Matrix(outputGradient.Rows, inputs);
        for (int row = 0; row < x.Rows; row++)
            foreach (var (from, to) in moves) x[row, from] += outputGradient[row, to];
        return x;
    }
}
