using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UpdateAdded { get; } = new("GLIA064", Family.Backpropagation, "update added instead of subtracted",
        "The step goes along the gradient, uphill.",
        "w = w - learning_rate * gradient.",
        Explains: "065 S01 S04 S05 S06 S09 S13 S26 S27")
    {
        JudgedBy = () => new UpdateAdded(),
        Shows = [ExhibitKind.StepPairs, ExhibitKind.Loss],
    };
}

/// <summary>A recorded step, or nearly every step of a watched run, that goes up its gradient.</summary>
internal sealed class UpdateAdded() : Rule(Faults.UpdateAdded)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Steps.Count == 0) yield return Skipped("no weights after the step were recorded");
        if (reading.Direction is not { } step) yield break;
        if (step.Fault == Fault) yield return Found(Fault.Error(step.Grade, step.At, step.Says));
        else if (step.Fault is null) yield return step.IsDecided ? Fine(step.Says) : Undecided(step.Says);
    }

    // Momentum goes uphill by chance: so many steps say whether it is always so. Convention.
    private const int LeastDirections = 5;

    /// <summary>Whether a curve goes up, steadily or at once.</summary>
    public static bool GoesUp(Curve curve) => curve.IsFinite && (LossRises.Rises(curve) || LossExplodes.Explodes(curve));

    public override Judgement? Watch(RunFacts run) =>
        run is { IsGuessing: true, DeadLayer: null, Steps: { } curve, Watched: { IsUphill: true, Directions: >= LeastDirections } watched }
        && GoesUp(curve)
            ? Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Update),
                $"{watched.Uphill} of {watched.Directions} steps went along the gradient, uphill, " +
                $"and the loss rose from {curve.First:G3} to {curve.End:G3}."))
            : null;
}
