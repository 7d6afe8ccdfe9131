namespace Glia.Doctor.Traces;

/// <summary>Weights that earlier steps threw far away: what they look like now is no question of how they were drawn.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Gain">The size of its kernel beside that of drawn weights.</param>
/// <param name="Rate">The stated rate.</param>
/// <param name="EffectiveRate">What it is times the mean of the gradients of the rows.</param>
/// <param name="Summed">Whether the gradients are summed over the rows.</param>
internal sealed record Overshoot(int Layer, double Gain, double Rate, double EffectiveRate, bool Summed)
{
    // Weights are drawn with gains near 1, at worst with a deviation of 1; past the first no initialisation goes, past the second few do.
    // A rate of 1 throws most networks. Conventions.
    private const double NeverDrawn = 50, Grown = 5, HighRate = 1;

    public string Evidence => $"w{Layer} is {Words.Number(Gain)} times as large as drawn weights are: earlier steps overshot";

    public (string, double)[] Numbers => [("gain", Gain), ("effective_rate", EffectiveRate)];

    /// <summary>Looks at a step; null where the effective rate is not high, or something else is to blame.</summary>
    public static Overshoot? Of(Reading reading)
    {
        var trace = reading.Trace;
        if ((reading.GradientFactor ?? reading.Factor) is not { } factor || reading.Rate is not { } rate || !reading.IsPlainOrMomentum)
            return null;
        // Before the first step nothing can have overshot.
        if (trace.Step == 0) return null;
        double effective = rate * Math.Abs(factor) * trace.Rows;
        if (!reading.HasLoss || effective < HighRate || reading.WrongSteps.Count > 0) return null;
        int worst = Enumerable.Range(0, trace.Layers.Count).MaxBy(l => Size(trace, l));
        double gain = Size(trace, worst);
        bool summed = reading.GradientsAreSummed;
        bool symptoms = ThrownWeights.Are(trace.Layers[worst].Weights) || (summed && reading.IsHarmed)
            || DeadRelu.At(reading).Any(dead =>
                DeadRelu.IsSure(dead) && dead.Layer < trace.Layers.Count && !DeadRelu.IsNarrow(dead, reading));
        return gain > NeverDrawn || (gain > Grown && symptoms) ? new(worst + 1, gain, rate, effective, summed) : null;
    }

    // Weights that were drawn large are no larger for any step; small inputs call for large first weights.
    private static double Size(Trace trace, int layer)
    {
        double gain = Facts.Gain.Of(trace.Layers[layer].Weights);
        if (trace.Layers[layer].StartWeights is { } start) gain /= Math.Max(1, Facts.Gain.Of(start));
        return layer > 0 ? gain : gain * Math.Min(1, trace.X.Norm / Math.Sqrt(trace.X.Values.Length));
    }
}
