using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// The algebra of labels, output width and loss: class numbers where columns are compared and the reverse, labels from 1, columns that are not
/// as many as units (F14, F28), one number a row compared with every output (F51).
/// </summary>
internal sealed class TargetEncodingFit : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets: { } targets, Architecture.Output: { } output }) return;
        if (examination.Subject.Network is { OutputShape.Positions: > 1 and var positions })
        {
            // A row of targets is then no one answer; that their number fits was checked when the network met the data.
            examination.Skipped(Faults.LabelEncodingMismatch, $"The network answers at {positions} positions a row, and targets are read only one answer a row.");
            return;
        }
        int outputs = ExperimentFacts.OutputWidth(examination.Subject);
        string loss = examination.Subject.Loss.Name;
        Mismatch? mismatch = loss switch
        {
            "sparse_categorical_crossentropy" => Sparse(targets, outputs),
            "categorical_crossentropy" => Categorical(targets, outputs),
            "binary_crossentropy" => Binary(targets, outputs) ?? Columns(targets, outputs, loss),
            _ => Columns(targets, outputs, loss),
        };
        // Of damaged labels the encoding is no news.
        if (mismatch is null || examination.Has(Faults.LabelsCorrupted, Severity.Error) || examination.Has(Faults.SoftmaxOverOneUnit))
        {
            examination.Fine(Faults.LabelEncodingMismatch, $"{Words(targets)} against {outputs} {(outputs == 1 ? "output" : "outputs")} under {loss}.");
            return;
        }
        examination.Report(mismatch.Fault.Error(Grade.Strong, mismatch.Fault == Faults.WrongOutputWidth ? new Where(output.Name, Phase: Phases.Specification) : new Where(Parameter: "y", Phase: Phases.Data),
            mismatch.Evidence, mismatch.Prescription, ("outputs", outputs), ("target_width", targets.Width), ("classes", targets.Classes), ("smallest", targets.Minimum), ("largest", targets.Maximum)));
    }

    private static Mismatch? Sparse(TargetView targets, int outputs)
    {
        if (targets.Width > 1)
            return Encoding($"The targets have {targets.Width} columns a row, but sparse_categorical_crossentropy reads one class number a row.", "Use categorical_crossentropy for one-hot targets.");
        if (!targets.Whole) return null;
        if (outputs == 1 && targets.Classes > 1)
            return Width($"The output has one unit for {targets.Classes} classes.", targets.Classes == 2 ? "Two units with softmax, or one with sigmoid and binary_crossentropy." : $"{targets.Classes} units with softmax.");
        if (targets.Minimum < 0)
            return Encoding($"The smallest label is {targets.Minimum:0}, but class numbers start at 0.", "Number the classes from 0.");
        if (targets.Minimum == 1 && targets.Maximum == outputs)
            return Encoding($"The labels go from 1 to {targets.Maximum:0}, but {outputs} outputs are classes 0 to {outputs - 1}: every label names the output beside its own, and the last has none.", "Subtract 1 from the labels.");
        if (targets.Maximum >= outputs)
            return Width($"The labels go up to {targets.Maximum:0} ({targets.Classes} classes), but the network has {outputs} outputs.", $"{targets.Maximum + 1:0} units, or number the classes without gaps.");
        return null;
    }

    private static Mismatch? Categorical(TargetView targets, int outputs)
    {
        if (targets.Width == 1 && outputs > 1 && targets.Whole)
            return Encoding($"The targets are class numbers, one a row ({targets.Minimum:0} to {targets.Maximum:0}), but categorical_crossentropy compares {outputs} columns a row.",
                "Use sparse_categorical_crossentropy, or encode the targets one-hot.");
        if (targets is { Width: 1, Whole: true } && outputs == 1)
            return Encoding("categorical_crossentropy divides the one output by itself, so the loss is 0 whatever the network answers.", "Use activation=\"sigmoid\" with binary_crossentropy.");
        return targets.Width == 1 ? null : Columns(targets, outputs, "categorical_crossentropy");
    }

    private static Mismatch? Binary(TargetView targets, int outputs)
    {
        if (targets.Width != 1 || !targets.HasClasses) return null;
        if (outputs == 1 && targets.Classes > 2)
            return Width($"The output has one unit for {targets.Classes} classes ({targets.Minimum:0} to {targets.Maximum:0}), and one sigmoid can tell only two apart.", $"{targets.Classes} units with softmax and sparse_categorical_crossentropy.");
        if (outputs == 1 && (targets.Minimum < 0 || targets.Maximum > 1))
            return Encoding($"The labels are {targets.Minimum:0} and {targets.Maximum:0}, but binary_crossentropy needs 0 and 1: outside of them it has no minimum.", "Map the two labels to 0 and 1.");
        return null;
    }

    // Losses that compare number with number.
    private static Mismatch? Columns(TargetView targets, int outputs, string loss)
    {
        if (targets.Width == outputs) return null;
        if (targets.Width == 1)
            return targets.HasClasses
                ? Encoding($"Each target is one class number, and {loss} compares it with all {outputs} outputs at once.", "Encode the targets one-hot, or use sparse_categorical_crossentropy with softmax.")
                : new Mismatch(Faults.BroadcastInLoss, $"Each target is one number, and {loss} compares it with all {outputs} outputs at once, so all outputs learn the same.", "One output unit, or targets with as many columns as units.");
        if (targets.Kind == TargetKind.OneHot && targets.Width == outputs + 1 && !targets.Values.Contains(0))
            return Encoding($"The one-hot targets have {targets.Width} columns of which the first is never used: the labels went from 1 to {outputs}, and the network has {outputs} outputs.", "Subtract 1 from the labels before encoding them.");
        return Width($"The targets have {targets.Width} columns a row{(targets.Kind == TargetKind.OneHot ? " (one-hot)" : "")}, but the network gives {outputs} {(outputs == 1 ? "number" : "numbers")}.", $"{targets.Width} units in the last layer.");
    }

    private static string Words(TargetView targets) => targets.Kind switch
    {
        TargetKind.OneHot => $"One-hot targets of {targets.Width} columns",
        TargetKind.ClassNumbers or TargetKind.Binary => $"Class numbers from {targets.Minimum:0} to {targets.Maximum:0}",
        TargetKind.Inputs => "The inputs as targets",
        _ => $"Targets of {targets.Width} {(targets.Width == 1 ? "number" : "numbers")} a row",
    };

    private static Mismatch Encoding(string evidence, string prescription) => new(Faults.LabelEncodingMismatch, evidence, prescription);

    private static Mismatch Width(string evidence, string prescription) => new(Faults.WrongOutputWidth, evidence, prescription);

    private sealed record Mismatch(Fault Fault, string Evidence, string Prescription);
}
