using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Optimizers;
using Glia.Schedules;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault OptimizerSettings { get; } = new("GLIA068", Family.Optimization,
        "optimizer setting that stops or shakes training",
        "An epsilon, momentum or decay makes the effective step vanish or jump.",
        "Epsilon 1e-7, momentum 0.9, slower decay.",
        Explains: "065 066 S04 S05 S07 S08 S21")
    {
        JudgedBy = () => new OptimizerSettings(),
        Shows = [ExhibitKind.Updates, ExhibitKind.Loss],
    };
}

/// <summary>Numbers of the optimizer that stop or shake training whatever the data, and a rate that is gone long before the end.</summary>
internal sealed class OptimizerSettings() : Rule(Faults.OptimizerSettings)
{
    // Momentum and beta_1 from which on: the direction is an average over 67 steps. Convention.
    private const double LongMemory = 0.985;

    // Outside of these beta_2 and rho average over next to nothing, or over 100,000 steps. Convention.
    private const double ShortAverage = 0.5, LongAverage = 0.99999;

    // Below the one a gradient of nearly zero moves a weight by the whole rate; beside the other a usual gradient does not count.
    // Convention.
    private const double SmallEpsilon = 1e-11, LargeEpsilon = 2e-3;

    // A decay a step that halves the rate in 1,000 steps. Convention.
    private const double LargeDecay = 1e-3;

    // The share of the rate that must be left at half of the way: a rate that falls towards the end is meant to. Convention.
    private const double GoneHalfway = 0.1;
    internal const string FallSlowly = "Let the learning rate fall more slowly, or keep it constant.";

    // Convention: Keras' defaults.
    private const double UsualMomentum = 0.9, UsualRho = 0.9, UsualBeta2 = 0.999, UsualEpsilon = 1e-7;

    private static readonly Setting[] s_settings =
    [
        new("momentum", -1, LongMemory, UsualMomentum), new("beta_1", -1, LongMemory, UsualMomentum),
        new("beta_2", ShortAverage, LongAverage, UsualBeta2), new("rho", ShortAverage, LongAverage, UsualRho),
        new("epsilon", SmallEpsilon, LargeEpsilon, UsualEpsilon), new("decay", -1, LargeDecay, 0),
    ];

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        Optimizer optimizer = facts.Subject.Optimizer;
        JsonObject settings = optimizer.Config();
        return [(Endless(settings) ?? Odd(settings) ?? Waning(facts)) ?? Fine($"{optimizer.Name} with {Listed(settings)}.")];
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Trace.Momentum is >= LongMemory and var momentum)
            yield return Found(Fault.Warning(Grade.Likely, new Where(Parameter: "momentum", Phase: Phases.Update),
                $"a momentum of {Words.Number(momentum)} lets each gradient act for "
                + $"{Words.Number(1 / Math.Max(double.Epsilon, 1 - momentum))} steps"));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        var update = new Where(Phase: Phases.Update);
        foreach (Setting setting in s_settings.Where(setting => setting.IsOdd(variant.Optimizer)).Take(1))
            yield return new Change(Fault, $"{setting.Key} {setting.Of(variant.Optimizer):G3} to {setting.Usual:G3}", update,
                $"Set {setting.Key} to {setting.Usual:G3}.", v => v.WithOptimizer(setting.Key, (float)setting.Usual));
        // Where the rate is so high that only its decay kept it in check, both have to be mended.
        if (Number(variant.Optimizer, "decay", 0) is >= LargeDecay and var decay)
            yield return new Change(Fault, $"decay {decay:G3} to 0 and a tenth of the learning rate", update,
                $"Set decay to 0 and the learning rate to {variant.Rate / 10:G3}.",
                v => v.WithOptimizer("decay", 0f).WithOptimizer("learning_rate", (float)Words.Rounded(v.Rate / 10)));
        if (variant.Schedule is JsonObject schedule && schedule["class_name"]!.GetValue<string>() is "step" or "exponential")
            yield return new Change(Fault, "constant learning rate", update, FallSlowly,
                v => v with { Schedule = "constant" })
            {
                Generic = true,
            };
    }

    // What never forgets or never moves does harm whatever the data.
    private Judgement? Endless(JsonObject settings)
    {
        if (Number(settings, "momentum", 0) is >= 1 and var momentum)
            return Certain("momentum", momentum, "The momentum is 1, so no step is ever forgotten and the weights never come to rest.",
                "Momentum 0.9.");
        string? still = ((string[])["beta_1", "beta_2", "rho"]).FirstOrDefault(key => Number(settings, key, 0) >= 1);
        return still is null ? null
            : Certain(still, 1, $"{still} is 1, so the running average of the gradient never moves from zero.",
                "beta_1 0.9, beta_2 0.999.");

        Judgement Certain(string key, double value, string evidence, string prescription) =>
            Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Specification), evidence, prescription, (key, value)));
    }

    private Judgement? Odd(JsonObject settings)
    {
        if (Number(settings, "momentum", 0) is >= LongMemory and var momentum)
            return Doubtful("momentum", momentum,
                $"The momentum is {momentum:0.####}, which makes every step {1 / (1 - momentum):0} times as long in the end.",
                "Momentum 0.9, or a rate ten times lower.");
        if (Number(settings, "beta_1", 0) is >= LongMemory and var beta1)
            return Doubtful("beta_1", beta1, $"beta_1 is {beta1:0.####}: the direction averages over {1 / (1 - beta1):0} steps.",
                "beta_1 0.9.");
        return Number(settings, "epsilon", UsualEpsilon) switch
        {
            <= SmallEpsilon and var small => Doubtful("epsilon", small,
                $"epsilon is {small:0.#e0}, so a weight whose gradient is nearly zero still moves by the whole rate.", "epsilon 1e-7."),
            >= LargeEpsilon and var large => Doubtful("epsilon", large,
                $"epsilon is {large:0.####}: beside it the usual gradient does not count, and steps are far shorter than the rate says.",
                "epsilon 1e-7."),
            _ => null,
        };
    }

    /// <summary>Whether next to nothing is left of a rate when half of the steps, or more, are still to come.</summary>
    /// <param name="left">The share that is left.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="steps">How many there are.</param>
    internal static bool IsGoneEarly(double left, long step, long steps) => left < GoneHalfway && step <= steps / 2;

    private Judgement? Waning(ExperimentFacts facts)
    {
        (Optimizer optimizer, long steps) = (facts.Subject.Optimizer, facts.PlannedSteps);
        if (steps < 10) return null;
        long half = steps / 2;
        double decay = 1 / (1 + optimizer.Decay * half);
        double left = decay * facts.Subject.Schedule.Factor(half, new SchedulePlan(steps, facts.StepsPerEpoch));
        if (!IsGoneEarly(left, half, steps)) return null;
        string rate = $"the learning rate of {optimizer.LearningRate:0.######}";
        string evidence = $"After half of the {steps:N0} steps {100 * left:0.##} % of {rate} are left";
        return decay < GoneHalfway
            ? Doubtful("decay", optimizer.Decay,
                $"{evidence}: decay {optimizer.Decay:0.######} divides it by 1 + decay * step, counted in steps and not in epochs.",
                "Set decay to 0, and use a schedule if the rate shall fall.")
            : Doubtful("rate_left", left, $"{evidence} by the schedule.", FallSlowly);
    }

    private Judgement Doubtful(string key, double value, string evidence, string prescription) =>
        Suspected(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Specification), evidence, prescription, (key, value)));

    private static double Number(JsonObject settings, string key, double otherwise) =>
        settings[key] is JsonValue value ? value.GetValue<float>() : otherwise;

    private static string Listed(JsonObject settings) =>
        settings.ToJsonString().Trim('{', '}').Replace("\"", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal);

    // By Keras' name, which is the same whatever the optimizer; odd at or outside of both ends.
    private sealed record Setting(string Key, double Low, double High, double Usual)
    {
        public double Of(JsonObject settings) => Number(settings, Key, Usual);

        public bool IsOdd(JsonObject settings) => Of(settings) is var value && (value <= Low || value >= High);
    }
}
