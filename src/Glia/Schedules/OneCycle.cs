using System.Text.Json.Nodes;

namespace Glia.Schedules;

/// <summary>
/// Rises to the full rate and falls to almost nothing by the end of the run, both along half a cosine: the one-cycle policy
/// (Smith and Topin, arXiv 1708.07120) with PyTorch's defaults.
/// </summary>
/// <param name="pctStart">The share of the run in which the rate rises.</param>
/// <param name="divFactor">The run starts at the rate divided by this.</param>
/// <param name="finalDivFactor">The run ends at its first rate divided by this.</param>
public sealed class OneCycle(double pctStart = 0.3, double divFactor = 25, double finalDivFactor = 1e4) : Schedule
{
    /// <inheritdoc/>
    public override string Name => "one_cycle";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan)
    {
        double first = 1 / divFactor, last = first / finalDivFactor;
        double peak = pctStart * plan.TotalSteps - 1, end = plan.TotalSteps - 1;
        return step <= peak ? Between(first, 1, peak <= 0 ? 1 : step / peak)
            : Between(1, last, end <= peak ? 1 : Math.Min(1, (step - peak) / (end - peak)));
    }

    /// <inheritdoc/>
    public override JsonObject Config() =>
        new() { ["pct_start"] = pctStart, ["div_factor"] = divFactor, ["final_div_factor"] = finalDivFactor };

    private static double Between(double from, double to, double share) => to + (from - to) * 0.5 * (1 + Math.Cos(Math.PI * share));
}
