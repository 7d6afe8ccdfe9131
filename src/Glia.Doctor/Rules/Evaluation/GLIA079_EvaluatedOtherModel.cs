using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault EvaluatedOtherModel { get; } = new("GLIA079", Family.Evaluation, "another model is evaluated",
        "The evaluation uses weights other than those that were trained.",
        "Evaluate the very instance that was trained.",
        Explains: "S09 S11 S13 S27 S31");
}

/// <summary>
/// Weights of the evaluation that are not those of the step. Answers that are not its answers are explained by a mistake.
/// </summary>
internal sealed class EvaluatedOtherModel() : Rule(Faults.EvaluatedOtherModel)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
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
