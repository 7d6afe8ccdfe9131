using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>Rises in a straight line to the full rate and stays there (Goyal et al., arXiv 1706.02677).</summary>
/// <param name="share">The share of the run in which the rate rises.</param>
public sealed class Warmup(double share = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "warmup";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan) => Math.Min(1, (step + 1) / (share * plan.TotalSteps + 1));

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["share"] = share };
}
