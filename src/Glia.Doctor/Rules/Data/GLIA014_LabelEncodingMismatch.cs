using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LabelEncodingMismatch { get; } = new("GLIA014", Family.Data, "labels do not fit output and loss",
        "The labels are encoded in a way that this output and this loss do not mean.",
        "One-hot labels with categorical cross-entropy, class numbers 0 to K-1 with the sparse one, one column with a sigmoid.",
        Explains: "019 028 044 S03 S04 S09 S14 S26 S27")
    {
        JudgedBy = () => new LabelEncodingMismatch(),
        Shows = [ExhibitKind.Targets],
    };
}

/// <summary>Class numbers where columns are compared and the reverse, labels from 1, and labels that the loss cannot mean.</summary>
internal sealed class LabelEncodingMismatch() : Rule(Faults.LabelEncodingMismatch)
{
    private const string Subtract = "Subtract 1 from the labels.";
    private const double Rounding = 0.01;   // of a row of probabilities that somebody rounded; convention

    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override bool MendedByOutput => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        // A row of targets is then no one answer; that their number fits was checked when the network met the data.
        if (facts is { Usable: true, Positions: > 1 and var positions })
            return [Skipped($"The network answers at {positions} positions a row, and targets are read only one answer a row.")];
        if (facts.TargetFit is not { } fit) return [];
        // Shares of several answers can be learned so: that waits for harm to be seen.
        if (fit is { Misfit: Misfit.None, Targets.Kind: TargetKind.MultiLabel } && facts.Head is { IsForOneClass: true })
            return [Suspected(Fault.Warning(Grade.Likely, new Where(Parameter: "y", Phase: Phases.Data),
                $"Any number of the {fit.Targets.Width} columns of a row may be 1, but {fit.Loss.Name} takes for granted that one is.",
                $"Use {LossNames.Binary} with sigmoids: each column is a question of its own."))];
        if (fit.Misfit == Misfit.None) return [Fine($"{Described(fit.Targets)} against {Outputs(fit)} under {fit.Loss.Name}.")];
        return Explain(fit) is var (evidence, prescription)
            ? [Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data), evidence, prescription, fit.Numbers))] : [];
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.DataAreFinite && Explain(reading) is var (grade, evidence, prescription))
            yield return Found(Fault.Error(grade, new Where(Parameter: "y", Phase: Phases.Data), evidence, prescription));
        if (reading is { IsFinite: true, OddLabels: { } odd } && !reading.AreFromOne(odd))
            yield return Found(Fault.Error(Grade.Strong, new Where(null, "eval_y", Phases.Evaluation),
                $"eval_y has {Words.Count(odd.Columns, "column")} with values from {Words.Number(odd.Values.Min())} to "
                + $"{Words.Number(odd.Values.Max())}, which are no classes of {Words.Count(reading.Trace.Outs, "output")}",
                "Encode the labels of the evaluation as those of the training."));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(HeadRepair.For(variant, targets));

    private static (Grade Grade, string Evidence, string? Prescription)? Explain(Reading reading)
    {
        Matrix y = reading.Trace.Y;
        int outputs = reading.Trace.Outs;
        if (y.Columns > 1 && y.Columns != outputs)
            return (Grade.Certain, $"y has {y.Columns} columns but the last layer has {outputs} units", null);
        double smallest = y.Values.Min(), largest = y.Values.Max(), row = y.Row(0).ToArray().Sum();
        if (reading.Targets is { AreClassNumbers: true, InRange: false, Integers: true } && smallest >= 0)
            return smallest == 1 && largest == outputs
                ? (Grade.Strong, $"the labels run from 1 to {outputs}, but classes are numbered 0 to {outputs - 1}",
                    Subtract)
                : (Grade.Strong, $"the largest label is {Words.Number(largest)} but there are {outputs} outputs",
                    $"Use {Words.Number(largest + 1)} outputs or check the labels.");
        bool columns = outputs > 1 && reading.Targets is { Wide: not null, Exclusive: false };
        bool categorical = LossNames.Canonical(reading.Trace.Loss ?? "") == LossNames.Categorical;
        return columns && categorical && Math.Abs(row - 1) > Rounding
            ? (Grade.Strong, $"y is not one-hot: row 0 sums to {Words.Number(row)}", null) : null;
    }

    private static string Outputs(TargetFit fit) => $"{fit.Outputs} {(fit.Outputs == 1 ? "output" : "outputs")}";

    private static (string Evidence, string Prescription)? Explain(TargetFit fit)
    {
        (TargetView targets, int outputs, string loss) = (fit.Targets, fit.Outputs, fit.Loss.Name);
        return fit.Misfit switch
        {
            Misfit.ColumnsForClassNumbers => ($"The targets have {targets.Width} columns a row, but {loss} reads one class number a row.",
                "Use categorical_crossentropy for one-hot targets."),
            Misfit.NegativeLabels => ($"The smallest label is {targets.Minimum:0}, but class numbers start at 0.",
                "Number the classes from 0."),
            Misfit.LabelsFromOne => ($"The labels go from 1 to {targets.Maximum:0}, but {outputs} outputs are classes 0 to {outputs - 1}: "
                + "every label names the output beside its own, and the last has none.", Subtract),
            Misfit.ClassNumbersForColumns => ($"The targets are class numbers, one a row ({targets.Minimum:0} to {targets.Maximum:0}), "
                + $"but {loss} compares {outputs} columns a row.", "Use sparse_categorical_crossentropy, or encode the targets one-hot."),
            Misfit.OneOutputDividedByItself => ($"{loss} divides the one output by itself, so the loss is 0 whatever the network answers.",
                HeadRepair.ForOneUnit),
            Misfit.LabelsNotZeroAndOne => ($"The labels are {targets.Minimum:0} and {targets.Maximum:0}, but {loss} needs 0 and 1: "
                + "outside of them it has no minimum.", "Map the two labels to 0 and 1."),
            Misfit.ClassNumberForEveryOutput => ($"Each target is one class number, "
                + $"and {loss} compares it with all {outputs} outputs at once.",
                "Encode the targets one-hot, or use sparse_categorical_crossentropy with softmax."),
            Misfit.EmptyFirstColumn => ($"The one-hot targets have {targets.Width} columns of which the first is never used: "
                + $"the labels went from 1 to {outputs}, and the network has {outputs} outputs.",
                "Subtract 1 from the labels before encoding them."),
            _ => null,
        };
    }

    private static string Described(TargetView targets) => targets.Kind switch
    {
        TargetKind.OneHot => $"One-hot targets of {targets.Width} columns",
        TargetKind.ClassNumbers or TargetKind.Binary => $"Class numbers from {targets.Minimum:0} to {targets.Maximum:0}",
        TargetKind.Inputs => "The inputs as targets",
        _ => $"Targets of {targets.Width} {(targets.Width == 1 ? "number" : "numbers")} a row",
    };
}
