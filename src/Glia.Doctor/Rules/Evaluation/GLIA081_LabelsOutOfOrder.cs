using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LabelsOutOfOrder { get; } = new("GLIA081", Family.Evaluation, "predictions and labels in different order",
        "Predictions are compared with the labels of other rows, or classes are numbered differently.",
        "Take input and label from the same row number and use one class numbering.",
        Explains: "S09 S11 S13 S27 S31")
    {
        JudgedBy = () => new LabelsOutOfOrder(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>
/// Classes of the evaluation that are numbered from 1, labels that fit other rows or other classes, and an accuracy that is chance.
/// </summary>
internal sealed class LabelsOutOfOrder() : Rule(Faults.LabelsOutOfOrder)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.OddLabels is { } odd && reading.AreFromOne(odd))
            yield return Found(Fault.Error(Grade.Strong, new Where(null, "eval_y", Phases.Evaluation),
                $"the classes of eval_y are numbered 1 to {Words.Number(odd.Values.Max())}, those of training from 0",
                "Subtract 1 from the labels of the evaluation."));
        if (reading.Figure is { Is: FigureIs.ByChance } figure) yield return Found(figure.Error(Fault, Grade.Likely));
        if (reading.LabelFit is not { } fit) yield break;
        if (!fit.IsPoor) yield return Fine($"the recomputed accuracy is {Words.Number(fit.Accuracy)}, chance {Words.Number(fit.Chance)}");
        else if (fit.Moved is var (says, advice, number))
            yield return Found(Fault.Error(Grade.Strong, new Where(null, "eval_y", Phases.Evaluation), $"{fit.Poor}; {says}", advice,
                ("accuracy", fit.Accuracy), number));
    }
}
