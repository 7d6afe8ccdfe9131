using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>Multiplies the rate by a factor after every so many epochs.</summary>
/// <param name="epochs">Epochs between two drops.</param>
/// <param name="factor">What the rate is multiplied by.</param>
public sealed class StepDecay(double epochs = 10, double factor = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan) => Math.Pow(factor, Math.Floor(step / (epochs * plan.StepsPerEpoch)));

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["epochs"] = epochs, ["factor"] = factor };
}
