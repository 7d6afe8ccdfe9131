using Glia.Kernels;
using Glia.Optimizers;

namespace Glia.Doctor.Facts;

/// <summary>The first step and what its clip leaves of it.</summary>
/// <param name="Gradient">The Euclidean length of all gradients together.</param>
/// <param name="Clip">The length to which they are clipped, at most; null if they are not.</param>
/// <param name="Change">The change by a step of the clipped length, as a share of the size of the weights; infinite without a clip.</param>
internal sealed record ClippedStep(double Gradient, double? Clip, double Change)
{
    /// <summary>The step that an optimizer would take.</summary>
    public static ClippedStep Of(FirstPass pass, Optimizer optimizer)
    {
        double gradient = Math.Sqrt(Reduce.SumOfSquares(pass.Gradients.All));
        double weights = Math.Sqrt(Reduce.SumOfSquares(pass.Network.Weights.All));
        // Every number at most so large: so much times the root of their count is the longest there is.
        double? clip = optimizer.GlobalClipNorm ?? optimizer.ClipNorm
            ?? optimizer.ClipValue * Math.Sqrt(Math.Max(1, pass.Gradients.All.Length));
        return new ClippedStep(gradient, clip, clip is { } longest ? optimizer.LearningRate * longest / weights : double.PositiveInfinity);
    }
}
