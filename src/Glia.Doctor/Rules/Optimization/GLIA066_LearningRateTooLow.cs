using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LearningRateTooLow { get; } = new("GLIA066", Family.Optimization, "learning rate too low",
        "The steps are so small that the weights hardly move.",
        "Multiply the learning rate by ten until an update is about a thousandth of the weights.",
        Explains: "073 S01 S02 S03 S08 S09 S21 S26 S27")
    {
        JudgedBy = () => new LearningRateTooLow(),
        Shows = [ExhibitKind.Updates, ExhibitKind.Loss],
    };
}

/// <summary>
/// A rate of 0 is certain before training. Any other rate is judged by what it does: trials make a <see cref="Trials.RateChange"/>.
/// </summary>
internal sealed class LearningRateTooLow() : Rule(Faults.LearningRateTooLow)
{
    // The largest share of its weights that a step changes, a hundredth of what is usual; and the standard errors within which a loss
    // stays where it is. Convention.
    private const double Short = 1e-5, Chance = 3;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Optimizer.LearningRate == 0)
            yield return Found(Fault.Error(Grade.Certain, new Where(Phase: Phases.Specification),
                "The learning rate is 0, so no step changes anything.", "Start at 0.01 for SGD or 0.001 for Adam.", ("learning_rate", 0)));
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Step is not { Length: StepLength.Short } step) yield break;
        string evidence = $"a step changes the weights by at most {Words.Number(step.Ratio)} of their size (about 0.001 is healthy) and "
            + $"{step.Change}; a step along the right gradient {Words.Number(step.Longer.Times)} times as long lowers it to "
            + $"{Words.Number(step.Longer.Loss)}";
        // The largest rate at which a step stays near a thousandth of the weights; further than that one batch says nothing.
        double factor = StepEffect.UsualRatio / step.Ratio;
        string change = reading.Rate is { } rate ? $"Set the learning rate to about {Words.Number(Words.Rounded(rate * factor, 1))}"
            : $"Make the steps about {Words.Number(Words.Rounded(factor, 1))} times as long";
        Finding finding = Fault.Warning(Grade.Likely, new Where(Parameter: "learning_rate", Phase: Phases.Update), evidence,
            $"{change}: a step then changes the weights by about a thousandth of their size.", [.. step.Numbers, ("rate_times", factor)]);
        yield return Found(step.IsHopeless ? finding with { Severity = Severity.Error, Grade = Grade.Strong } : finding);
    }

    public override Judgement? Watch(RunFacts run)
    {
        if (run is not { IsFarFromDone: true, DeadLayer: null, Steps: { } curve }) return null;
        double ratio = run.Kernels.Select(track => track.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        if (ratio >= Short || Math.Abs(curve.FallInErrors) >= Chance) return null;
        return Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Update),
            $"After {run.Watched!.Steps:N0} steps no layer changes by more than {ratio:G2} of its weights a step " +
            $"(usual is about 0.001), and the loss is still {curve.End:G4}."));
    }
}
