using Glia.Doctor.Findings;
using Glia.Losses;

namespace Glia.Doctor.Probes;

/// <summary>
/// A loss that does not mean what the targets are: cross-entropy for measurements (F46), sigmoid units with categorical cross-entropy (F25),
/// binary cross-entropy or squared error for classes (F44, F45). The last three often work, so they wait for harm to be seen.
/// </summary>
internal sealed class LossForTargets : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets: { } targets, Architecture.Output: { } output }) return;
        string loss = examination.Subject.Loss.Name;
        int outputs = ExperimentFacts.OutputWidth(examination.Subject);
        var where = new Where(output.Name, Phase: Phases.Specification);
        bool categorical = loss is "categorical_crossentropy" or "sparse_categorical_crossentropy";

        if (Impossible(examination, targets, loss) is { } why)
            examination.Report(Faults.CrossEntropyForRegression.Error(Grade.Strong, new Where(Phase: Phases.Loss), why, null, ("smallest", targets.Minimum), ("largest", targets.Maximum)));
        else
            examination.Fine(Faults.CrossEntropyForRegression, $"{loss} for targets from {targets.Minimum:0.###} to {targets.Maximum:0.###}.");

        bool sigmoids = categorical && outputs > 1 && output.Activation is "sigmoid" or "hard_sigmoid" && !examination.Subject.Loss.FromLogits;
        if (sigmoids && targets.Kind is TargetKind.OneHot or TargetKind.ClassNumbers)
            examination.Suspect(Faults.SigmoidWithCategorical.Warning(Grade.Likely, where, $"{outputs} sigmoid units answer independently, but the {targets.Classes} classes exclude each other and {loss} divides the answers by their sum.", "Use activation=\"softmax\"."));
        else
            examination.Fine(Faults.SigmoidWithCategorical, $"{output.Activation} with {loss}.");

        if (loss == "binary_crossentropy" && targets.Kind == TargetKind.OneHot && outputs >= 3)
            examination.Suspect(Faults.BinaryLossForClasses.Warning(Grade.Likely, new Where(Phase: Phases.Loss),
                $"binary_crossentropy judges the {outputs} columns of each row one by one, of which {outputs - 1} are 0: answering 0 to all of them is right for {1 - 1.0 / outputs:0 %} of the columns.", "Use categorical_crossentropy with softmax."));
        else
            examination.Fine(Faults.BinaryLossForClasses, $"{loss} for {(targets.HasClasses ? $"{targets.Classes} classes" : "values")}.");

        if (examination.Subject.Loss.Takes == LossInput.Values && targets.Kind is TargetKind.OneHot or TargetKind.Binary)
            examination.Suspect(Faults.RegressionLossForClasses.Note(Grade.Weak, new Where(Phase: Phases.Loss), $"{loss} is used on {(targets.Kind == TargetKind.OneHot ? $"{targets.Classes} one-hot classes" : "yes/no labels")}; its gradient fades where the {output.Activation} output is surely wrong.",
                targets.Kind == TargetKind.OneHot ? "Use categorical_crossentropy with softmax." : "Use binary_crossentropy with sigmoid."));
        else
            examination.Fine(Faults.RegressionLossForClasses, $"{loss} for {(targets.HasClasses ? $"{targets.Classes} classes" : "values")}.");
    }

    private static string? Impossible(ExperimentExamination examination, TargetView targets, string loss)
    {
        if (targets.HasClasses || examination.Has(Faults.LabelsCorrupted, Severity.Error)) return null;
        string range = $"The targets are values from {targets.Minimum:0.###} to {targets.Maximum:0.###}";
        return loss switch
        {
            "binary_crossentropy" when targets.Minimum < 0 || targets.Maximum > 1 => $"{range}, and binary_crossentropy has a minimum only for targets between 0 and 1.",
            "categorical_crossentropy" or "sparse_categorical_crossentropy" when targets.Width == 1 => $"{range}, one a row, and {loss} compares classes.",
            "categorical_crossentropy" or "kl_divergence" when targets.Minimum < 0 => $"{range}, and {loss} needs probabilities.",
            _ when examination.Subject.Loss.Takes == LossInput.Counts && targets.Minimum < 0 => $"{range}, and {loss} needs counts from 0.",
            _ when examination.Subject.Loss.Takes == LossInput.Margins => $"{range}, and {loss} compares classes.",
            _ => null,
        };
    }
}
