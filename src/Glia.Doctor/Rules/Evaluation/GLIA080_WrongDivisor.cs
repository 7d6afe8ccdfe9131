using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongDivisor { get; } = new("GLIA080", Family.Evaluation, "accuracy divided by the wrong number",
        "The count of hits is divided by something other than the number of rows judged.",
        "Divide the number of correct rows by the number of rows evaluated.",
        Explains: "S11 S13 S14 S31")
    {
        JudgedBy = () => new WrongDivisor(),
    };
}

/// <summary>Another number of answers than of rows, and an accuracy that no share of the rows can be.</summary>
internal sealed class WrongDivisor() : Rule(Faults.WrongDivisor)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Judged is not { IsFinite: true } judged) yield break;
        if (judged.Recorded.Predictions is { Count: var count } && count != judged.Rows && count != reading.Trace.Outs
            && count != reading.Trace.Rows)
            yield return Found(Fault.Error(Grade.Likely, new Where(null, "eval_predictions", Phases.Evaluation),
                $"there are {count} predictions for {judged.Rows} evaluated rows", "Predict every evaluated row exactly once."));
        if (reading.Figure is { Is: FigureIs.Uncounted } figure) yield return Found(figure.Error(Fault, Grade.Strong));
    }
}
