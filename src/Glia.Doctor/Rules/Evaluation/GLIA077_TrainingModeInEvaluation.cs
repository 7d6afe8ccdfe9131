using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TrainingModeInEvaluation { get; } = new(
        "GLIA077", Family.Evaluation, "dropout or batch statistics active in evaluation",
        "A layer that behaves differently in training is in its training mode during evaluation.",
        "Switch dropout off and use running statistics when evaluating.",
        Explains: "S11 S25 S31")
    {
        JudgedBy = () => new TrainingModeInEvaluation(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>Answers that are like those of the trained weights and are not theirs, of a network that drops out, or may.</summary>
internal sealed class TrainingModeInEvaluation() : Rule(Faults.TrainingModeInEvaluation)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Unexplained is { Whose: AnswersOf.DroppedOut } dropped)
            yield return Found(dropped.Error(Fault, Grade.Strong,
                ", and the network has dropout: the masks are still drawn in evaluation"));
        if (reading.Unexplained is { Whose: AnswersOf.DroppedOutOrOthers } unsure)
            yield return Found(unsure.Error(Fault, Grade.Weak,
                ": as if dropout were active, or as if weights of another moment were used",
                $"Switch dropout off when evaluating, and {UnexplainedAnswers.Record}"));
    }
}
