using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MetricDoesNotFollowLoss { get; } = new("GLIAS13", Family.Symptom, "loss falls, metric does not",
        "The loss falls and the metric does not follow.",
        Look);
}

/// <summary>The loss falls far and the accuracy stays.</summary>
internal sealed class MetricDoesNotFollowLoss() : CurveRule(Faults.MetricDoesNotFollowLoss)
{
    private const int LeastPoints = 3;   // of a curve that has a course; convention

    // The share of its first value to which the loss has to fall. Convention.
    private const double FarDown = 0.7;

    // What the accuracy gains, at least, and where it was good from the beginning. Convention.
    private const double LeastGain = 0.02, Learned = 0.9;

    /// <summary>Whether the loss goes far down between two values.</summary>
    public static bool FallsFar(double from, double to) => to < FarDown * from;

    public override Judgement? Judge(Curve curve)
    {
        if (!curve.IsFinite || curve.Loss.Length < LeastPoints || curve.Accuracy.Length != curve.Loss.Length) return null;
        if (!Array.TrueForAll(curve.Accuracy, double.IsFinite)) return null;
        double first = curve.Accuracy[0];
        string evidence = $"{curve} Training accuracy {100 * first:0.#} % and {100 * curve.Accuracy[^1]:0.#} %.";
        bool follows = !FallsFar(curve.First, curve.Loss[^1]) || curve.Accuracy.Max() - first > LeastGain || first > Learned;
        return follows ? Fine(evidence) : Found(Fault.Note(Grade.Likely, Training, evidence));
    }
}
