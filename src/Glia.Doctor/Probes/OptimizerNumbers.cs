using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Optimizers;

namespace Glia.Doctor.Probes;

/// <summary>Numbers of the optimizer that stop or shake training whatever the data: rate 0 (F66), momentum, epsilon, averages that never move (F68).</summary>
public sealed class OptimizerNumbers : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        Optimizer optimizer = examination.Subject.Optimizer;
        var where = new Where(Phase: Phases.Specification);
        if (optimizer.LearningRate == 0)
            examination.Report(Faults.LearningRateTooLow.Error(1, where, "The learning rate is 0, so no step changes anything.", "Start at 0.01 for SGD or 0.001 for Adam.", ("learning_rate", 0)));
        if (Odd(optimizer) is not { } odd)
        {
            examination.Fine(Faults.OptimizerSettings, $"{optimizer.Name} with {Words(optimizer)}.");
            return;
        }
        Finding finding = odd.Certain
            ? Faults.OptimizerSettings.Error(0.95, where, odd.Evidence, odd.Prescription, (odd.Name, odd.Value))
            : Faults.OptimizerSettings.Warning(0.6, where, odd.Evidence, odd.Prescription, (odd.Name, odd.Value));
        if (odd.Certain) examination.Report(finding);
        else examination.Suspect(finding);
    }

    private static (string Name, double Value, bool Certain, string Evidence, string Prescription)? Odd(Optimizer optimizer)
    {
        // Keras' names are the same whatever the optimizer.
        JsonObject config = optimizer.Config();
        double momentum = Number(config, "momentum", 0);
        if (momentum >= 1) return ("momentum", momentum, true, "The momentum is 1, so no step is ever forgotten and the weights never come to rest.", "Momentum 0.9.");
        if (momentum >= 0.99)
            return ("momentum", momentum, false, $"The momentum is {momentum:0.####}, which makes every step {1 / (1 - momentum):0} times as long in the end.", "Momentum 0.9, or a rate ten times lower.");
        double beta1 = Number(config, "beta_1", 0), beta2 = Number(config, "beta_2", Number(config, "rho", 0)), epsilon = Number(config, "epsilon", 1e-7);
        if (beta1 >= 1 || beta2 >= 1)
            return (beta1 >= 1 ? "beta_1" : "beta_2", 1, true, $"{(beta1 >= 1 ? "beta_1" : "beta_2")} is 1, so the running average of the gradient never moves from zero.", "beta_1 0.9, beta_2 0.999.");
        if (beta1 >= 0.99) return ("beta_1", beta1, false, $"beta_1 is {beta1:0.####}: the direction averages over {1 / (1 - beta1):0} steps.", "beta_1 0.9.");
        if (epsilon <= 1e-12)
            return ("epsilon", epsilon, false, $"epsilon is {epsilon:0.#e0}, so a weight whose gradient is nearly zero still moves by the whole rate.", "epsilon 1e-7.");
        return null;
    }

    private static double Number(JsonObject config, string key, double otherwise) => config[key] is JsonValue value ? value.GetValue<float>() : otherwise;

    private static string Words(Optimizer optimizer) => optimizer.Config().ToJsonString().Trim('{', '}').Replace("\"", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal);
}
