namespace Glia.Training.Leaves;

/// <summary>What was seen of rows that were computed together.</summary>
/// <param name="Loss">Their loss, without penalties.</param>
/// <param name="OwnLoss">The loss in the targets' own units; the same as <paramref name="Loss"/> where these are not scaled.</param>
/// <param name="Hits">Right answers.</param>
/// <param name="Answers">Answers that count.</param>
internal readonly record struct BatchFigures(double Loss, double OwnLoss, int Hits, int Answers)
{
    /// <summary>Sums of two, in this order.</summary>
    public static BatchFigures operator +(in BatchFigures a, in BatchFigures b) =>
        new(a.Loss + b.Loss, a.OwnLoss + b.OwnLoss, a.Hits + b.Hits, a.Answers + b.Answers);

    /// <summary>Losses that are means as sums over the answers; losses that are sums as they are.</summary>
    public BatchFigures Summed(bool isMean) => isMean ? this with { Loss = Loss * Answers, OwnLoss = OwnLoss * Answers } : this;
}
