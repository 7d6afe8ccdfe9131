using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What share of its weights a step takes off each parameter, as a penalty does, by its name: <c>w1</c>.</summary>
internal sealed class WeightDecay
{
    private readonly IReadOnlyDictionary<string, double> _shares;

    private WeightDecay(IReadOnlyDictionary<string, double> shares) => _shares = shares;

    /// <summary>Nothing is taken off.</summary>
    public static WeightDecay None { get; } = new(new Dictionary<string, double>());

    /// <summary>What the recorded step took off, whether the gradient or the update had it.</summary>
    public static WeightDecay Of(Reading reading)
    {
        var shares = new Dictionary<string, double>();
        foreach (ParameterStep step in reading.Steps.Where(step => StepDirection.IsJudged(reading, step)))
        {
            double inGradient = step.Name[0] == 'w' ? step.Rate * reading.Penalties[step.Layer - 1].Decay : 0;
            if (step.Decay + inGradient is > 0 and < 1 and var share) shares[step.Name] = share;
        }
        return shares.Count == 0 ? None : new(shares);
    }

    /// <summary>What is left of a layer's weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="layer">From 1.</param>
    public LayerWeights Applied(LayerWeights weights, int layer) => _shares.Count == 0 ? weights
        : new(Left(weights.Kernel, $"w{layer}"), weights.Bias is { } bias ? Left(bias, $"b{layer}") : null);

    /// <summary>The same for steps so many times as long; none takes off more than there is.</summary>
    public WeightDecay Times(double times) => _shares.Count == 0 ? this
        : new(_shares.ToDictionary(pair => pair.Key, pair => Math.Clamp(pair.Value * times, 0, 1)));

    private Matrix Left(Matrix weights, string name) => _shares.TryGetValue(name, out double share) ? weights.Times(1 - share) : weights;
}
