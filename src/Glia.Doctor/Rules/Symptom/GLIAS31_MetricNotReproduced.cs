using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault MetricNotReproduced { get; } = new("GLIAS31", Family.Symptom, "reported metric not reproduced",
        "The reported figure is not what an independent evaluation of the same weights gives.",
        Look)
    {
        JudgedBy = () => new MetricNotReproduced(),
    };
}

/// <summary>A reported accuracy that is not what the network gives, and outputs of an evaluation that are not its outputs.</summary>
internal sealed class MetricNotReproduced() : Rule(Faults.MetricNotReproduced)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Unexplained is { Whose: AnswersOf.TrainedWeights } answers)
        {
            if (reading.Evaluation?.Outputs is not null && !answers.OutputsAreAlike)
                yield return Undecided("eval_outputs has nothing in common with the outputs of the recorded network, although "
                    + "eval_predictions has");
            yield return Found(Fault.Note(Grade.Weak, answers.Place,
                "the outputs differ from a fresh forward pass, but every answer is the same", $"To be sure, {UnexplainedAnswers.Record}"));
        }
        if (reading.Figure is { Is: FigureIs.OfWrongAnswers } follows) yield return Found(follows.Error(Fault, Grade.Strong));
        if (reading.Figure is { Is: FigureIs.Unexplained } unexplained)
            yield return Found(unexplained.Error(Fault, Grade.Strong,
                "Count by hand on ten rows: print row, label, outputs and prediction."));
    }
}
