using System.Text.Json.Nodes;
using Glia.Training;

namespace Glia.Schedules;

/// <summary>Keras' <c>ReduceLROnPlateau</c>: multiplies the rate when the monitored loss has not fallen for some epochs.</summary>
/// <param name="factor">What the rate is multiplied by.</param>
/// <param name="patience">Epochs without improvement before it is.</param>
/// <param name="minDelta">How much counts as improvement.</param>
/// <param name="cooldown">Epochs after a reduction that are not counted.</param>
/// <param name="minimum">The smallest share of the rate.</param>
public sealed class ReduceOnPlateau(double factor = 0.1, int patience = 10, double minDelta = 1e-4, int cooldown = 0, double minimum = 0)
    : Schedule
{
    private double _now = 1, _best = double.PositiveInfinity;
    private int _waited, _cooling;

    /// <inheritdoc/>
    public override string Name => "reduce_on_plateau";

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan) => _now;

    /// <inheritdoc/>
    public override void EpochEnded(double monitored)
    {
        if (_cooling > 0) (_cooling, _waited) = (_cooling - 1, 0);
        if (monitored < _best - minDelta)
        {
            (_best, _waited) = (monitored, 0);
        }
        else if (_cooling == 0 && ++_waited >= patience)
        {
            _now = Math.Max(minimum, _now * factor);
            (_cooling, _waited) = (cooldown, 0);
        }
    }

    /// <inheritdoc/>
    public override JsonObject? State
    {
        get => new()
        {
            ["now"] = ExactNumber.ToJson(_now),
            ["best"] = ExactNumber.ToJson(_best),
            ["waited"] = _waited,
            ["cooling"] = _cooling,
        };
        set
        {
            if (value is null) return;
            (_now, _best) = (ExactNumber.FromJson(value["now"]) ?? _now, ExactNumber.FromJson(value["best"]) ?? _best);
            (_waited, _cooling) = ((int)(ExactNumber.FromJson(value["waited"]) ?? 0), (int)(ExactNumber.FromJson(value["cooling"]) ?? 0));
        }
    }

    /// <inheritdoc/>
    public override void Reset() => (_now, _best, _waited, _cooling) = (1, double.PositiveInfinity, 0, 0);

    /// <inheritdoc/>
    public override JsonObject Config() =>
        new() { ["factor"] = factor, ["patience"] = patience, ["min_delta"] = minDelta, ["cooldown"] = cooldown, ["minimum"] = minimum };
}
