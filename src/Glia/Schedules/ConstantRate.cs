using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>The rate never changes.</summary>
public sealed class ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan) => 1;

    /// <inheritdoc/>
    public override JsonObject Config() => [];
}
