using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault MetricDoesNotFollowLoss { get; } = new("GLIAS13", Family.Symptom, "loss falls, metric does not",
        "The loss falls and the metric does not follow.",
        Look)
    {
        JudgedBy = () => new MetricDoesNotFollowLoss(),
        Shows = [ExhibitKind.Loss, ExhibitKind.Accuracy],
    };
}

/// <summary>The loss falls far and the answers stay as they are.</summary>
internal sealed class MetricDoesNotFollowLoss() : RunRule(Faults.MetricDoesNotFollowLoss)
{
    private const int LeastPoints = 3;   // of a curve that has a course; convention

    // The share of its first value to which the loss has to fall, and by how many standard errors. Convention.
    private const double FarDown = 0.7, BeyondChance = 3;

    // What the accuracy gains, at least, and where it was good from the beginning. Convention.
    private const double LeastGain = 0.02, Learned = 0.9;

    // A loss so far below that of the class shares knows the classes. Convention.
    private const double Knows = 0.5;

    public override Judgement? Judge(RunFacts run) => run.Watched is null ? OfCurve(run.Epochs) : Counted(run);

    // Right answers were counted independently of what the program prints.
    private Judgement? Counted(RunFacts run)
    {
        if (!run.HasClasses || run is not { End.Score: var end, Steps: { } curve, Watched: { } watched }) return null;
        Score start = watched.Samples[0].Score;
        // A wrong class has at most half of the probability, so each wrong answer costs ln 2 at least.
        double leastOfAnswers = (1 - end.Accuracy) * Math.Log(2);
        if (run is { LossOfShares: { } prior, IsFarFromDone: true, DeadLayer: null } && curve.End < Knows * Math.Min(prior, leastOfAnswers))
            return Found(Fault.Warning(Grade.Strong, new Where(Phase: Phases.Evaluation),
                $"The loss is {curve.End:G3}, where knowing the class shares alone gives {prior:G3}; " +
                $"yet only {100 * end.Accuracy:0.#} % of the answers are right."));
        bool falls = curve.FallInErrors > BeyondChance && curve.End < FarDown * curve.Start;
        return Seen(falls && end.Skill - start.Skill <= watched.ReferenceRows.Noise, Training,
            $"The loss went from {curve.Start:G4} to {curve.End:G4} and the share of right answers, counted independently, " +
            $"from {100 * start.Accuracy:0.#} % to {100 * end.Accuracy:0.#} %.");
    }

    private Judgement? OfCurve(Curve? curve)
    {
        if (curve is not { IsFinite: true, HasAccuracy: true, Loss.Length: >= LeastPoints }) return null;
        double first = curve.Accuracy[0];
        string evidence = $"{curve} Training accuracy {100 * first:0.#} % and {100 * curve.Accuracy[^1]:0.#} %.";
        bool follows = curve.Loss[^1] >= FarDown * curve.First || curve.Accuracy.Max() - first > LeastGain || first > Learned;
        return follows ? Fine(evidence) : Found(Fault.Note(Grade.Likely, Training, evidence));
    }
}
