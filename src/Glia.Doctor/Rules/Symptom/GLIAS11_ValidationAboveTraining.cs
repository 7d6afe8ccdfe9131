using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ValidationAboveTraining { get; } = new("GLIAS11", Family.Symptom, "validation better than training",
        "The validation figure is far better than the training figure.",
        Look)
    {
        JudgedBy = () => new ValidationAboveTraining(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>
/// Rows held out do far better than the rows trained on. Dropout, and judging each batch before its step, make training figures look worse
/// than they are; so training rows are judged as held-out rows are before anything is said.
/// </summary>
internal sealed class ValidationAboveTraining() : RunRule(Faults.ValidationAboveTraining)
{
    // The epochs at the end of which all show the gap, how large it is, and the standard errors that chance makes. Convention.
    private const int Epochs = 3;
    private const double Far = 0.05, Chance = 3;

    /// <summary>Whether the figures of the last epochs show such a gap; only then is it worth judging training rows again.</summary>
    public static bool Shows(Curve epochs) => epochs.HasAccuracy && epochs.Accuracy.Length >= Epochs
        && epochs.HeldOutAccuracy.Length == epochs.Accuracy.Length
        && epochs.Accuracy.Zip(epochs.HeldOutAccuracy, (training, held) => held - training).TakeLast(Epochs).All(gap => gap > Far);

    /// <summary>The same of a run that goes on, by its last epochs alone: what an epoch costs must not grow with their number.</summary>
    public static bool Shows(IReadOnlyList<EpochReport> epochs) => Shows(Curve.Of([.. epochs.Skip(epochs.Count - Epochs)]));

    public override Judgement? Judge(RunFacts run)
    {
        if (run is not { Epochs: { HasAccuracy: true } epochs, HeldOut: { } held, Evaluated: { } evaluated }) return null;
        if (double.IsNaN(held.Accuracy) || double.IsNaN(evaluated.Accuracy)) return null;
        double training = epochs.Accuracy[^1], rows = held.Rows + evaluated.Rows;
        double both = (held.Accuracy * held.Rows + evaluated.Accuracy * evaluated.Rows) / rows;
        double chance = Chance * Math.Sqrt(both * (1 - both) * (1.0 / held.Rows + 1.0 / evaluated.Rows));
        string figures = $"Held-back rows are right in {100 * held.Accuracy:0.#} %, training rows in {100 * training:0.#} % while " +
            $"training and in {100 * evaluated.Accuracy:0.#} % when evaluated the same way.";
        if (!Shows(epochs) || held.Accuracy - evaluated.Accuracy <= Math.Max(Far, chance)) return Fine(figures);
        return Found(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Evaluation), figures,
            "Look for training rows, or easier rows, among those held back: they should be drawn by chance from all rows.",
            ("held_back", held.Accuracy), ("training", training), ("training_evaluated", evaluated.Accuracy)));
    }
}
