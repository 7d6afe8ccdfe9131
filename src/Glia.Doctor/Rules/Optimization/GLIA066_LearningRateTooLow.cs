using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LearningRateTooLow { get; } = new("GLIA066", Family.Optimization, "learning rate too low",
        "The steps are so small that the weights hardly move.",
        "Multiply the learning rate by ten until an update is about a thousandth of the weights.",
        Explains: "073 S01 S02 S03 S08 S09 S21 S26 S27");
}

/// <summary>
/// A rate of 0 is certain before training. Any other rate is judged by what it does: trials make a <see cref="Trials.RateChange"/>.
/// </summary>
internal sealed class LearningRateTooLow() : Rule(Faults.LearningRateTooLow)
{
    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Optimizer.LearningRate == 0)
            yield return Found(Fault.Error(Grade.Certain, new Where(Phase: Phases.Specification),
                "The learning rate is 0, so no step changes anything.", "Start at 0.01 for SGD or 0.001 for Adam.", ("learning_rate", 0)));
    }
}
