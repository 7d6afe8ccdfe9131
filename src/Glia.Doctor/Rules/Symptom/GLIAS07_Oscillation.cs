using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault Oscillation { get; } = new("GLIAS07", Family.Symptom, "training oscillates",
        "The loss swings instead of settling.",
        Look)
    {
        JudgedBy = () => new Oscillation(),
        Shows = [ExhibitKind.Accuracy, ExhibitKind.Loss],
    };
}

/// <summary>
/// The training accuracy falls again and again. Of a loss alone only a trial at a lower rate tells swings from the noise of the batches.
/// </summary>
internal sealed class Oscillation() : RunRule(Faults.Oscillation)
{
    // The first third of the epochs does not count; then there must be as many as this. Convention.
    private const int LeastEpochs = 6, EarlyPart = 3;

    // A fall of the accuracy that is one, and the share of the epochs with one. Convention.
    private const double Fall = 0.03, Often = 0.2;

    // What a loss moves from point to point, as a share of itself, and the points that say so. Small batches alone make as much.
    // Convention.
    private const double Much = 0.1;
    private const int LeastPoints = 40;

    /// <summary>Whether the loss moves so much in the second half that a lower rate is worth a trial.</summary>
    public static bool MaySwing(Curve curve) =>
        curve.Loss.Length >= LeastPoints && curve.LateSwing >= Much * Math.Abs(curve.End);

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Epochs is not { IsFinite: true, HasAccuracy: true } curve) return null;
        double[] late = curve.Accuracy[(curve.Accuracy.Length / EarlyPart)..];
        if (late.Length < LeastEpochs) return null;
        int falls = Enumerable.Range(1, late.Length - 1).Count(i => late[i] < late[i - 1] - Fall);
        string evidence = $"Training accuracy falls by more than {100 * Fall:0} points in {falls} of the last "
            + $"{Words.Count(late.Length - 1, curve.Per)}.";
        return falls >= Often * late.Length
            ? Found(Fault.Note(Grade.Likely, Training, evidence, "Try a tenth of the learning rate."))
            : Fine(evidence);
    }
}
