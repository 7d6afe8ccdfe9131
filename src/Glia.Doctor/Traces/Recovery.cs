using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// Whether a first step that overshoots is made good by the next ones. A regression that starts from poor weights is often thrown up once
/// and then learns faster than with a tenth of the rate; one whose rate is too high is thrown further by every step.
/// </summary>
internal static class Recovery
{
    private const int Steps = 20;
    private const double MostWork = 2e9;

    /// <summary>Whether more steps of the same rate on the same batch get below what guessing the mean and one short step give.</summary>
    /// <param name="reading">The trace.</param>
    /// <param name="after">The weights after the step that overshot.</param>
    /// <param name="reached">The mean loss that a short step reaches.</param>
    public static bool Follows(Reading reading, IReadOnlyList<LayerWeights> after, double reached)
    {
        var trace = reading.Trace;
        // A cross-entropy ends at zero on its own batch however far the weights are thrown, which shows nothing.
        if (reading.Loss!.Name != LossNames.Squared || trace.Rows < 2) return false;
        if (6.0 * Steps * trace.Rows * trace.Layers.Sum(layer => layer.Weights.Values.Length) > MostWork) return false;
        double rate = Rate(trace.Before, after, Backward.Gradients(reading));
        if (!double.IsFinite(rate)) return false;
        double goal = Math.Min(reached, 0.9 * reading.LossOfGuessing);
        var weights = after;
        for (int step = 0; step < Steps; step++)
        {
            weights = Next(reading, weights, rate);
            double loss = reading.SummedLoss(weights) / reading.LossRows;
            if (!double.IsFinite(loss)) return false;
            if (loss < goal) return true;
        }
        return false;
    }

    private static double Rate(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after, List<(Matrix Kernel, Matrix Bias)> gradients)
    {
        double along = 0, square = 0;
        for (int l = 0; l < gradients.Count; l++)
        {
            var g = gradients[l].Kernel.Values;
            for (int i = 0; i < g.Length; i++) (along, square) = (along + (before[l].Kernel.Values[i] - after[l].Kernel.Values[i]) * g[i], square + g[i] * g[i]);
        }
        return along / square;
    }

    private static LayerWeights[] Next(Reading reading, IReadOnlyList<LayerWeights> weights, double rate) =>
        [.. weights.Zip(Backward.Gradients(reading, weights), (one, gradient) => new LayerWeights(
            one.Kernel.Zip(gradient.Kernel, (w, g) => w - (rate * g)), one.Bias?.Zip(gradient.Bias, (b, g) => b - (rate * g))))];
}
