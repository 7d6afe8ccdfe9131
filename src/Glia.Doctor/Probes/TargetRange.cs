using Glia.Doctor.Findings;
using Glia.Losses;

namespace Glia.Doctor.Probes;

/// <summary>Targets that the last activation cannot produce (F07; F26 for relu, F29 for a bounded output of values), and relu before a cross-entropy (F26).</summary>
internal sealed class TargetRange : Probe
{
    // So few targets out of reach are outliers, not a misunderstanding.
    private const double Harmful = 0.02;

    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train, Targets: { } targets, Architecture.Output: { } output }) return;
        string loss = examination.Subject.Loss.Name, last = output.Activation;
        var where = new Where(output.Name, Phase: Phases.Specification);
        if (examination.Subject.Loss.Takes is LossInput.Probabilities or LossInput.Logits)
        {
            if (last == "relu" && !examination.Subject.Loss.FromLogits)
                examination.Report(Faults.ReluOnOutput.Error(Grade.Strong, where,
                    $"The output passes through relu before {loss}: where a class gets 0 the loss is the logarithm of nothing, and no gradient comes back to change it.",
                    loss == "binary_crossentropy" ? "Use activation=\"sigmoid\"." : "Use activation=\"softmax\"."));
            else if (last == "relu")
                examination.Report(Faults.ReluOnOutput.Error(Grade.Strong, where, $"The logits pass through relu before {loss}: no class can be given less than 0, and a class at 0 gets no gradient.", "Leave the last layer linear."));
            else
                examination.Fine(Faults.ReluOnOutput, $"The output is {last}.");
            return;
        }
        var (low, high) = Reach(last);
        double span = Math.Max(1e-12, targets.Maximum - targets.Minimum), slack = 0.01 * span;
        long outside = 0;
        foreach (float value in train.Data.Targets.Values)
            if (value < low - slack || value > high + slack) outside++;
        double share = (double)outside / train.Data.Targets.Values.Length;
        // A softmax over one unit is worse than out of reach, and has been told.
        if (share <= Harmful || examination.Has(Faults.SoftmaxOverOneUnit))
        {
            examination.Fine(Faults.TargetsOutOfReach, $"Targets from {targets.Minimum:0.###} to {targets.Maximum:0.###}, {last} gives {Words(low, high)}.");
            return;
        }
        bool classes = targets.Kind is TargetKind.Binary or TargetKind.OneHot or TargetKind.MultiLabel;
        Fault fault = last == "relu" ? Faults.ReluOnOutput : !classes && double.IsFinite(low) && double.IsFinite(high) ? Faults.BoundedRegressionOutput : Faults.TargetsOutOfReach;
        examination.Report(fault.Error(Grade.Strong, where,
            $"{share:0 %} of the targets lie where {last} cannot go: they range from {targets.Minimum:0.###} to {targets.Maximum:0.###}, the output gives {Words(low, high)}.",
            classes && last is not "relu" ? $"Use a linear output, or map the targets into {Words(low, high)}." : "Use a linear output.",
            ("share", share), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
    }

    private static (double Low, double High) Reach(string activation) => activation switch
    {
        "relu" or "softplus" or "exponential" => (0, double.PositiveInfinity),
        "sigmoid" or "hard_sigmoid" or "softmax" => (0, 1),
        "tanh" or "softsign" => (-1, 1),
        "elu" => (-1, double.PositiveInfinity),
        "selu" => (-1.7581, double.PositiveInfinity),
        "gelu" => (-0.17, double.PositiveInfinity),
        "silu" => (-0.2785, double.PositiveInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    private static string Words(double low, double high) =>
        double.IsInfinity(low) ? "any number" : double.IsInfinity(high) ? $"{low:0.##} and more" : $"{low:0.##} to {high:0.##}";
}
