namespace Glia.Programs.Reading;

/// <summary>The learning rates that the updates of one step show.</summary>
internal static class StepRates
{
    /// <summary>
    /// The layers with gradients of one scale: w -= rate * x.T @ d / n and b -= rate * d.mean() are divided alike, though for the one it
    /// seems to be the rate that is divided.
    /// </summary>
    public static List<RecordedLayer> Evened(List<RecordedLayer> layers, List<double?> rates, int rows)
    {
        double most = rates.Select(rate => Math.Abs(rate ?? 0)).DefaultIfEmpty().Max();
        if (rows < 2 || most == 0) return layers;
        int at = 0;
        List<RecordedLayer> even = [];
        foreach (RecordedLayer layer in layers)
        {
            // One rate for the weights, and one for the biases where these were changed by something that was read.
            bool isSmall = layer.HasRate && IsSmall(at);
            RecordedLayer one = isSmall && layer.Gradient is { } gradient ? layer with { Gradient = gradient.Times(1.0 / rows) } : layer;
            if (isSmall && one.Gradient is not null) rates[at] *= rows;
            if (layer.HasRate) at++;
            if (layer.HasBiasRate)
            {
                if (IsSmall(at) && layer.BiasGradient is { } bias)
                {
                    one = one with { BiasGradient = bias.Times(1.0 / rows) };
                    rates[at] *= rows;
                }
                at++;
            }
            even.Add(one);
        }
        return even;

        bool IsSmall(int index) => rates[index] is { } rate && Math.Abs((Math.Abs(rate) * rows) - most) <= 1e-9 * most;
    }

    /// <summary>The rate, where it is one and the same for all parameters.</summary>
    public static double? Common(List<double?> rates)
    {
        if (rates.Count == 0 || rates[0] is not { } first) return null;
        // The factors of a rate may have been multiplied in another order.
        double allowed = 1e-12 * Math.Abs(first);
        bool same = rates.TrueForAll(rate => rate is { } other && Math.Abs(Math.Abs(other) - Math.Abs(first)) <= allowed);
        return same ? Math.Abs(first) : null;
    }
}
