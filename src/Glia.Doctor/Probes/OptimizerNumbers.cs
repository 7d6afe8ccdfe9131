using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Optimizers;
using Glia.Schedules;

namespace Glia.Doctor.Probes;

/// <summary>Numbers of the optimizer that stop or shake training whatever the data: rate 0 (F66), momentum, epsilon, averages that never move, a rate that is gone at half of the way (F68).</summary>
internal sealed class OptimizerNumbers : Probe
{
    private const double GoneHalfway = 0.1;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        Optimizer optimizer = examination.Subject.Optimizer;
        var where = new Where(Phase: Phases.Specification);
        if (optimizer.LearningRate == 0)
            examination.Report(Faults.LearningRateTooLow.Error(Grade.Certain, where, "The learning rate is 0, so no step changes anything.", "Start at 0.01 for SGD or 0.001 for Adam.", ("learning_rate", 0)));
        if ((Odd(optimizer) ?? Waning(examination.Subject)) is not { } odd)
        {
            examination.Fine(Faults.OptimizerSettings, $"{optimizer.Name} with {Words(optimizer)}.");
            return;
        }
        Finding finding = odd.Certain
            ? Faults.OptimizerSettings.Error(Grade.Strong, where, odd.Evidence, odd.Prescription, (odd.Name, odd.Value))
            : Faults.OptimizerSettings.Warning(Grade.Likely, where, odd.Evidence, odd.Prescription, (odd.Name, odd.Value));
        if (odd.Certain) examination.Report(finding);
        else examination.Suspect(finding);
    }

    private static (string Name, double Value, bool Certain, string Evidence, string Prescription)? Odd(Optimizer optimizer)
    {
        // Keras' names are the same whatever the optimizer.
        JsonObject config = optimizer.Config();
        double momentum = Number(config, "momentum", 0);
        if (momentum >= 1) return ("momentum", momentum, true, "The momentum is 1, so no step is ever forgotten and the weights never come to rest.", "Momentum 0.9.");
        if (momentum >= 0.985)
            return ("momentum", momentum, false, $"The momentum is {momentum:0.####}, which makes every step {1 / (1 - momentum):0} times as long in the end.", "Momentum 0.9, or a rate ten times lower.");
        double beta1 = Number(config, "beta_1", 0), beta2 = Number(config, "beta_2", Number(config, "rho", 0)), epsilon = Number(config, "epsilon", 1e-7);
        if (beta1 >= 1 || beta2 >= 1)
            return (beta1 >= 1 ? "beta_1" : "beta_2", 1, true, $"{(beta1 >= 1 ? "beta_1" : "beta_2")} is 1, so the running average of the gradient never moves from zero.", "beta_1 0.9, beta_2 0.999.");
        if (beta1 >= 0.985) return ("beta_1", beta1, false, $"beta_1 is {beta1:0.####}: the direction averages over {1 / (1 - beta1):0} steps.", "beta_1 0.9.");
        if (epsilon <= 1e-11)
            return ("epsilon", epsilon, false, $"epsilon is {epsilon:0.#e0}, so a weight whose gradient is nearly zero still moves by the whole rate.", "epsilon 1e-7.");
        if (epsilon >= 2e-3)
            return ("epsilon", epsilon, false, $"epsilon is {epsilon:0.####}: beside it the usual gradient does not count, and steps are far shorter than the rate says.", "epsilon 1e-7.");
        return null;
    }

    // A rate that falls towards the end is meant to; one that is nearly gone at half of the way is not.
    private static (string Name, double Value, bool Certain, string Evidence, string Prescription)? Waning(ExperimentSubject subject)
    {
        if (subject.Train is not { Rows: > 0 } train) return null;
        int perEpoch = subject.Options.StepsPerEpoch ?? (train.Rows + subject.Options.BatchSize - 1) / subject.Options.BatchSize;
        long steps = (long)perEpoch * subject.Options.Epochs;
        double decay = 1 / (1 + subject.Optimizer.Decay * (steps / 2)), left = decay * subject.Schedule.Factor(steps / 2, new SchedulePlan(steps, perEpoch));
        if (steps < 10 || left >= GoneHalfway) return null;
        string evidence = string.Create(CultureInfo.InvariantCulture, $"After half of the {steps:N0} steps {100 * left:0.##} % of the learning rate of {subject.Optimizer.LearningRate:0.######} are left");
        return decay < GoneHalfway
            ? ("decay", subject.Optimizer.Decay, false, $"{evidence}: decay {subject.Optimizer.Decay:0.######} divides it by 1 + decay * step, counted in steps and not in epochs.", "Set decay to 0, and use a schedule if the rate shall fall.")
            : ("rate_left", left, false, $"{evidence} by the schedule.", "Let the learning rate fall more slowly, or keep it constant.");
    }

    private static double Number(JsonObject config, string key, double otherwise) => config[key] is JsonValue value ? value.GetValue<float>() : otherwise;

    private static string Words(Optimizer optimizer) => optimizer.Config().ToJsonString().Trim('{', '}').Replace("\"", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal);
}
