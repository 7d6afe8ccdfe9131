using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault EvaluatedOtherModel { get; } = new("GLIA079", Family.Evaluation, "another model is evaluated",
        "The evaluation uses weights other than those that were trained.",
        "Evaluate the very instance that was trained.",
        Explains: "S09 S11 S13 S27 S31")
    {
        JudgedBy = () => new EvaluatedOtherModel(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>
/// Weights of the evaluation that are not those of the step, and answers that are not its answers, without a mistake that explains them.
/// </summary>
internal sealed class EvaluatedOtherModel() : Rule(Faults.EvaluatedOtherModel)
{
    private const string Advice = $"Evaluate the network that was trained, and {UnexplainedAnswers.Record}";

    public override IEnumerable<Judgement> Judge(Reading reading) => OfWeights(reading).Concat(OfAnswers(reading));

    private IEnumerable<Judgement> OfAnswers(Reading reading)
    {
        if (reading.Unexplained is not { } answers || reading.OtherWeights is { AreOther: true }) yield break;
        if (answers.Whose == AnswersOf.Nobody)
            yield return Found(answers.Error(Fault, Grade.Likely,
                ", no more than chance: the answers are not those of the trained weights"));
        if (answers.Whose == AnswersOf.OtherWeights)
            yield return Found(answers.Error(Fault, Grade.Likely,
                ": other weights than those of the step answer", Advice));
        if (answers.Whose == AnswersOf.LaterSteps && reading.Evaluation?.Weights is not null)
            yield return Found(answers.Error(Fault, Grade.Weak,
                ", although the weights of the evaluation were recorded", Advice));
    }

    private IEnumerable<Judgement> OfWeights(Reading reading)
    {
        if (reading.OtherWeights is not { } other) yield break;
        var where = new Where(null, "eval_w1", Phases.Evaluation);
        string differ = $"differ by {Words.Number(other.Distance)} of their size";
        yield return other.AreSame ? Fine("the evaluation starts with the weights that training left") : Found(other.AreOther
            ? Fault.Error(Grade.Strong, where,
                $"the weights of the evaluation are not those of the training step: they {differ} "
                + $"(cosine {Words.Number(other.Cosine)})", null, ("relative_distance", other.Distance), ("cosine", other.Cosine))
            : Fault.Note(Grade.Weak, where, $"the weights of the evaluation and those of the step {differ}, as after some more steps"));
    }
}
