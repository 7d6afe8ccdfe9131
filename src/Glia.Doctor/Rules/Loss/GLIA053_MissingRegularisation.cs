using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault MissingRegularisation { get; } = new("GLIA053", Family.Loss, "no regularisation where it is needed",
        "Training goes on improving while validation gets worse.",
        "Add weight decay or dropout, stop early, or get more data.",
        Explains: "S10")
    {
        JudgedBy = () => new MissingRegularisation(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>
/// Training goes on improving while rows held out get worse: sustained, and an error only where the answers get worse too. The loss of a
/// network that is surer than it should be rises while its answers stay as good: that is no harm yet.
/// </summary>
internal sealed class MissingRegularisation() : RunRule(Faults.MissingRegularisation)
{
    // Epochs after the best one, and how many at the end have to be worse. Convention.
    private const int LeastAfterBest = 5, Last = 3;

    // How many times the best held-out loss they have, and the share of the training loss of that epoch that is left. Convention.
    private const double Worse = 1.2, Improved = 0.8;

    // What the answers may lose: a share of the rows, or of the loss where rows are not right or wrong. Convention.
    private const double LostAnswers = 0.05, LostLoss = 0.5;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Epochs is not { } curve || curve.HeldOutLoss.Length != curve.Loss.Length) return null;
        int[] seen = [.. Enumerable.Range(0, curve.Loss.Length).Where(i => double.IsFinite(curve.HeldOutLoss[i]))];
        if (seen.Length <= LeastAfterBest) return null;
        double[] held = [.. seen.Select(i => curve.HeldOutLoss[i])];
        int at = Array.IndexOf(held, held.Min()), best = seen[at], last = seen[^1];
        string evidence = $"Validation loss {held[at]:G3} in {curve.Per} {best + 1}, {held[^1]:G3} in {curve.Per} {last + 1}; "
            + $"training loss {curve.Loss[best]:G3} and {curve.Loss[last]:G3}.";
        double worst = held[^Last..].Min();
        // Where training rows end as badly as those held out, nothing was learned by heart.
        bool sustained = last - best >= LeastAfterBest && worst > Worse * held[at]
            && curve.Loss[last] < Improved * Math.Min(curve.Loss[best], held[^1]);
        if (!sustained) return Fine(evidence);
        Finding finding = Fault.Error(Grade.Strong, Training, evidence, null, ("best_epoch", best + 1), ("held_back_loss", held[^1]));
        return Found(Harms(curve, seen, at, worst / held[at] - 1) ? finding : finding with { Severity = Severity.Warning });
    }

    // Held against the answers where the held-out loss was lowest, which is where its owner could have stopped: the best of many epochs is
    // better by luck alone.
    private static bool Harms(Curve curve, int[] seen, int at, double lostLoss)
    {
        double[] answers = [.. seen.Where(i => i < curve.HeldOutAccuracy.Length).Select(i => curve.HeldOutAccuracy[i])];
        return answers.Length == seen.Length && Array.TrueForAll(answers, double.IsFinite)
            ? answers[Math.Max(0, at - Last / 2)..(at + Last / 2 + 1)].Average() - answers[^Last..].Average() > LostAnswers
            : lostLoss > LostLoss;
    }
}
