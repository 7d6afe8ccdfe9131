using Glia.Doctor.Findings;
using Glia.Losses;

namespace Glia.Doctor.Probes;

/// <summary>What stands between the last sums and the loss: nothing (F22), softmax twice (F23), softmax over one unit (F24).</summary>
internal sealed class OutputActivation : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts.Architecture.Output is not { } output) return;
        var where = new Where(output.Name, Phase: Phases.Specification);
        string loss = examination.Subject.Loss.Name;
        int units = ExperimentFacts.OutputWidth(examination.Subject);
        if (OneUnitSoftmax(examination, output, where, units) || Twice(examination, output, where, units)) return;
        examination.Fine(Faults.SoftmaxOverOneUnit, $"The output has {units} {(units == 1 ? "unit" : "units")} with {output.Activation}.");
        examination.Fine(Faults.DoubleSoftmax, $"{output.Activation} is applied once and the loss takes {(examination.Subject.Loss.FromLogits ? "logits" : "what it gives")}.");

        // Keras and Glia divide by the sum of the row, so positive outputs become probabilities: exponential + categorical_crossentropy is softmax.
        bool logits = examination.Subject.Loss.FromLogits;
        bool probabilities = output.Activation is "softmax" or "sigmoid" or "hard_sigmoid" or "exponential" or "softplus";
        if (examination.Subject.Loss.Takes == LossInput.Probabilities && !probabilities && output.Activation != "relu")
            examination.Report(Faults.LossOnRawLogits.Error(Grade.Strong, where,
                $"The loss {loss} takes probabilities, but the last layer gives {(output.Activation == "linear" ? "raw sums" : $"{output.Activation} values")} that can be negative or above 1.",
                loss == "binary_crossentropy" ? "End in activation=\"sigmoid\", or set from_logits to true." : "End in activation=\"softmax\", or set from_logits to true."));
        else
            examination.Fine(Faults.LossOnRawLogits, $"{loss}{(logits ? " from logits" : "")} after {output.Activation}.");
    }

    private static bool OneUnitSoftmax(ExperimentExamination examination, Block output, Where where, int units)
    {
        if (units != 1 || !output.Activations.Contains("softmax")) return false;
        examination.Report(Faults.SoftmaxOverOneUnit.Error(Grade.Certain, where,
            "The output is one unit with softmax, and the softmax of one number is 1 whatever the input: every output is 1 and every gradient 0.",
            examination.Facts.Targets?.Kind == TargetKind.Values
                ? "Remove the softmax: a linear unit for values."
                : "Use activation=\"sigmoid\" with binary_crossentropy."));
        return true;
    }

    private static bool Twice(ExperimentExamination examination, Block output, Where where, int units)
    {
        string? first = output.Activations.FirstOrDefault(name => name is "softmax" or "sigmoid");
        int times = output.Activations.Count(name => name is "softmax" or "sigmoid") + (examination.Subject.Loss.FromLogits ? 1 : 0);
        if (first is null || times < 2) return false;
        bool byLoss = examination.Subject.Loss.FromLogits;
        bool softmax = examination.Subject.Loss.Name != "binary_crossentropy" && units > 1;
        // The largest value of a softmax over numbers between 0 and 1; for a sigmoid over them, 1/(1 + e^-1).
        double most = softmax ? Math.E / (Math.E + units - 1) : 1 / (1 + Math.Exp(-1));
        double floor = softmax ? -Math.Log(most) : Math.Log(2) / 2 - Math.Log(most) / 2;
        examination.Report(Faults.DoubleSoftmax.Error(Grade.Strong, where,
            $"{first} is applied by the network{(byLoss ? " and again by the loss, which is told it gets logits" : " twice")}: no probability can exceed {most:0.000}, and the loss cannot fall below {floor:0.00}.",
            byLoss ? $"Set from_logits to false, or remove the {first}." : $"Remove one {first}.",
            ("largest_probability", most), ("lowest_loss", floor)));
        return true;
    }
}
