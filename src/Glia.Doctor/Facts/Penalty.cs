using Glia.Kernels;
using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>The penalty on the weights beside the loss of the data, before the first step.</summary>
/// <param name="Ratio">The length of its gradient beside that of the data.</param>
/// <param name="Value">Its value.</param>
/// <param name="Heaviest">The layer that bears most of it; null if there is no penalty.</param>
internal sealed record Penalty(double Ratio, double Value, string? Heaviest)
{
    /// <summary>Measures it on a first pass.</summary>
    public static Penalty Of(FirstPass pass, Reduction reduction)
    {
        double data = 0, penalty = 0, value = 0, most = 0;
        string? heaviest = null;
        foreach (Parameter parameter in pass.Network.Parameters.Where(p => p.IsWeight))
        {
            (double l1, double l2) = (parameter.Regularizer.L1, parameter.Regularizer.L2);
            ReadOnlySpan<float> weights = pass.Network.Weights[parameter];
            double squares = Reduce.SumOfSquares(weights), magnitudes = Reduce.SumOfMagnitudes(weights);
            double one = l1 * magnitudes + l2 * squares;
            if (one > most) (most, heaviest) = (one, parameter.Layer.Name);
            data += Reduce.SumOfSquares(pass.Gradients[parameter]);
            // The squared norm of l1 sign(w) + 2 l2 w.
            penalty += l1 * l1 * parameter.Shape.Size + 4 * l1 * l2 * magnitudes + 4 * l2 * l2 * squares;
            value += one;
        }
        double scale = reduction == Reduction.Sum ? pass.Rows : 1;
        return new Penalty(Math.Sqrt(penalty / Math.Max(1e-30, data)) * scale, value, heaviest);
    }
}
