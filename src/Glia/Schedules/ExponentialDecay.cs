using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>Keras' <c>ExponentialDecay</c>: <c>rate * decay_rate ^ (step / decay_steps)</c>.</summary>
/// <param name="decayRate">What the rate is multiplied by in <paramref name="decaySteps"/> steps.</param>
/// <param name="decaySteps">Steps; null for one epoch.</param>
/// <param name="staircase">Whether the rate falls only at whole multiples.</param>
public sealed class ExponentialDecay(double decayRate = 0.96, long? decaySteps = null, bool staircase = false) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan)
    {
        double exponent = (double)step / (decaySteps ?? plan.StepsPerEpoch);
        return Math.Pow(decayRate, staircase ? Math.Floor(exponent) : exponent);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["decay_rate"] = decayRate, ["decay_steps"] = decaySteps, ["staircase"] = staircase };
}
