using System.Text.Json.Nodes;
using Glia.Schedules;

namespace Glia.Programs.Frameworks;

/// <summary>The learning rates that a program was seen to use, whatever made them: each from its step on.</summary>
internal sealed class RecordedRates : Schedule
{
    private const string ClassName = "recorded_rates";

    private readonly double[] _steps, _factors;

    static RecordedRates() => ScheduleCatalogue.Register(ClassName, settings => new RecordedRates(
        Numbers(settings.Node("steps")!), Numbers(settings.Node("factors")!)));

    /// <summary>Rates as factors on the first one.</summary>
    /// <param name="steps">The steps at which the rate changes, ascending, from 0.</param>
    /// <param name="factors">The factor from each of them on.</param>
    public RecordedRates(double[] steps, double[] factors) => (_steps, _factors) = (steps, factors);

    /// <inheritdoc/>
    public override string Name => ClassName;

    /// <inheritdoc/>
    public override double Factor(long step, SchedulePlan plan)
    {
        int at = Array.BinarySearch(_steps, step);
        return _factors[Math.Max(0, at >= 0 ? at : ~at - 1)];
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["steps"] = List(_steps), ["factors"] = List(_factors) };

    private static JsonArray List(double[] numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(number => number!.GetValue<double>())];
}
