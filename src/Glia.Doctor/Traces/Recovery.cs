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

    /// <summary>
    /// What becomes of a regression whose step is repeated on its own batch, if every step throws it further: the mean loss at the end, the
    /// number of steps, and the longest shorter step, as a part of this one, that ends below the start. Null where it is not thrown, or
    /// nothing can be said.
    /// </summary>
    public static (double Loss, int Steps, double Part)? Thrown(Reading reading, IReadOnlyList<LayerWeights> after)
    {
        if (KnownRate(reading, after) is not { } rate) return null;
        double start = reading.SummedLoss(reading.Trace.Before) / reading.LossRows;
        double limit = TooFar(reading);
        var (loss, steps) = Repeated(reading, rate, limit);
        if (loss <= limit) return null;
        foreach (double part in new[] { 0.3, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6 })
            if (Repeated(reading, part * rate, limit).Loss < start) return (loss, steps, part);
        return null;
    }

    /// <summary>
    /// Whether steps of the recorded rate throw the network with standardised targets as well: then the targets are not to blame.
    /// </summary>
    public static bool ThrowsWithAnyTargets(Reading reading)
    {
        var trace = reading.Trace;
        if (reading.AfterStep is not { } after || KnownRate(reading, after) is not { } rate) return false;
        double mean = trace.Y.Values.Average(), deviation = Math.Sqrt(trace.Y.Values.Average(y => (y - mean) * (y - mean)));
        if (deviation == 0) return false;
        var standardised = reading.With(trace with { Y = trace.Y.Map(y => (y - mean) / deviation) });
        standardised.Factor = reading.Factor;
        double limit = TooFar(standardised);
        return Repeated(standardised, rate, limit).Loss > limit;
    }

    private static double? KnownRate(Reading reading, IReadOnlyList<LayerWeights> after)
    {
        var trace = reading.Trace;
        if (reading.Loss?.Name != LossNames.Squared || trace.Rows < 2 || reading.GradientsRight == false) return null;
        if (6.0 * MostRepeated * trace.Rows * trace.Layers.Sum(layer => layer.Weights.Values.Length) > MostWork) return null;
        var gradients = Backward.Gradients(reading);
        double rate = Rate(trace.Before, after, gradients);
        return rate > 0 && GoesAlong(trace.Before, after, gradients, rate) ? rate : null;
    }

    private static double TooFar(Reading reading) =>
        Far * Math.Max(reading.SummedLoss(reading.Trace.Before) / reading.LossRows, reading.LossOfGuessing);

    // So many repeated steps, and so many times the loss of the start or of guessing, are no swing that comes back. Conventions.
    private const int MostRepeated = 200;
    private const double Far = 1000;

    private static (double Loss, int Steps) Repeated(Reading reading, double rate, double limit)
    {
        IReadOnlyList<LayerWeights> weights = reading.Trace.Before;
        double loss = 0;
        for (int step = 1; step <= MostRepeated; step++)
        {
            weights = Next(reading, weights, rate);
            loss = reading.SummedLoss(weights) / reading.LossRows;
            if (!(loss <= limit)) return (double.IsFinite(loss) ? loss : double.PositiveInfinity, step);
        }
        return (loss, MostRepeated);
    }

    // Whether the step is the rate times the right gradients, up to a small penalty.
    private static bool GoesAlong(
        IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after, List<(Matrix Kernel, Matrix Bias)> gradients, double rate)
    {
        double rest = 0, all = 0;
        for (int l = 0; l < gradients.Count; l++)
        {
            var g = gradients[l].Kernel.Values;
            for (int i = 0; i < g.Length; i++)
            {
                double change = before[l].Kernel.Values[i] - after[l].Kernel.Values[i], difference = change - (rate * g[i]);
                (rest, all) = (rest + (difference * difference), all + (change * change));
            }
        }
        return rest <= 1e-3 * all;
    }

    private static double Rate(IReadOnlyList<LayerWeights> before, IReadOnlyList<LayerWeights> after,
        List<(Matrix Kernel, Matrix Bias)> gradients)
    {
        double along = 0, square = 0;
        for (int l = 0; l < gradients.Count; l++)
        {
            var g = gradients[l].Kernel.Values;
            for (int i = 0; i < g.Length; i++)
                (along, square) = (along + (before[l].Kernel.Values[i] - after[l].Kernel.Values[i]) * g[i], square + g[i] * g[i]);
        }
        return along / square;
    }

    private static LayerWeights[] Next(Reading reading, IReadOnlyList<LayerWeights> weights, double rate) =>
        [.. weights.Zip(Backward.Gradients(reading, weights), (one, gradient) => new LayerWeights(
            one.Kernel.Zip(gradient.Kernel, (w, g) => w - (rate * g)), one.Bias?.Zip(gradient.Bias, (b, g) => b - (rate * g))))];
}
