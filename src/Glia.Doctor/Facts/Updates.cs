namespace Glia.Doctor.Facts;

/// <summary>How many updates a run makes.</summary>
/// <param name="Rows">Its training rows.</param>
/// <param name="Batch">The batch that was asked for.</param>
/// <param name="PerEpoch">Updates of an epoch.</param>
/// <param name="InAll">Updates of the whole run.</param>
/// <param name="LargeBatch">Whether it is the size of the batch that leaves few to an epoch.</param>
internal sealed record Updates(int Rows, int Batch, int PerEpoch, long InAll, bool LargeBatch)
{
    // A batch is called large from so many rows on, of so many in all, where it leaves fewer updates to an epoch. Convention.
    private const int Large = 64, Many = 200, Few = 10;

    /// <summary>Those of a run; null without training rows.</summary>
    public static Updates? Of(ExperimentFacts facts)
    {
        if (facts.Train is not { Data.Rows: var rows }) return null;
        (int batch, int perEpoch) = (facts.Subject.Options.RowsPerStep, facts.StepsPerEpoch);
        bool large = rows >= Many && perEpoch < Few && batch > Large && facts.Subject.Options.StepsPerEpoch is null;
        return new Updates(rows, batch, perEpoch, facts.PlannedSteps, large);
    }

    /// <summary>The figures by name.</summary>
    public (string, double)[] Numbers => [("updates", InAll), ("updates_per_epoch", PerEpoch), ("batch_size", Batch)];

    /// <summary>The figures in a sentence without a full stop.</summary>
    public override string ToString() =>
        $"A batch of {Batch:N0} out of {Rows:N0} rows gives {Words.Count(PerEpoch, "update")} an epoch, {InAll:N0} in the whole run";
}
