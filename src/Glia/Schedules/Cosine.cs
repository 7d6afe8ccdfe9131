using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>
/// Falls along half a cosine to a share of the rate at the end of the run (Loshchilov and Hutter, ICLR 2017), after an optional linear
/// warm-up. With <c>alpha</c> = 1 it is a warm-up alone.
/// </summary>
/// <param name="alpha">The share of the rate that is left at the end.</param>
/// <param name="warmup">The share of the run in which the rate rises from zero.</param>
public sealed class Cosine(double alpha = 0, double warmup = 0) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "cosine";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan)
    {
        double rising = warmup * plan.TotalSteps;
        if (step < rising) return (step + 1) / (rising + 1);
        double done = (step - rising) / Math.Max(1, plan.TotalSteps - rising);
        return alpha + (1 - alpha) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, done)));
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["alpha"] = alpha, ["warmup"] = warmup };
}
