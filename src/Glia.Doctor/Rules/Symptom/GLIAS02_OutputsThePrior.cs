using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault OutputsThePrior { get; } = new("GLIAS02", Family.Symptom, "loss stuck at the prior",
        "The loss stays where ignoring the input would put it.",
        Look)
    {
        JudgedBy = () => new OutputsThePrior(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>The loss ends where answering the shares of the classes puts it.</summary>
internal sealed class OutputsThePrior() : RunRule(Faults.OutputsThePrior)
{
    // As a share of that loss: the noise of the batches at the end of a run. Convention.
    private const double Near = 0.02;

    public override Judgement? Judge(RunFacts run)
    {
        if (run is not { LossOfShares: { } prior, Steps: { End: var last }, End: not null }) return null;
        return Seen(Math.Abs(last - prior) < Near * prior, Training,
            $"The loss is {last:G4} at the end; answering the class shares whatever the input gives {prior:G4}.");
    }
}
