using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault BatchNormalizationMisuse { get; } = new("GLIA036", Family.Model, "batch normalisation misused",
        "Batch normalisation uses batch statistics where it must not, or never updates its own.",
        "At least 16 rows a batch, running statistics in evaluation, features on the last axis.",
        Explains: "S10 S25")
    {
        JudgedBy = () => new BatchNormalizationMisuse(),
    };
}

/// <summary>Batches too small to have statistics, or running averages that the run is too short to move.</summary>
internal sealed class BatchNormalizationMisuse() : Rule(Faults.BatchNormalizationMisuse)
{
    // convention: below it mean and variance of a batch are noise; above the share, evaluation still uses the start and not the data.
    private const int FewRows = 8;
    private const double MostlyStart = 0.5;
    private const string MoreRows = "At least 16 rows a batch.";

    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        Layer? layer = facts.Subject.Layers.FirstOrDefault(one => one.StatisticsMomentum is not null);
        if (layer is not { StatisticsMomentum: { } momentum } || facts.Train is not { } train) yield break;
        int rows = train.Data.Rows, batch = Math.Min(facts.Subject.Options.BatchSize, rows);
        double kept = Math.Pow(momentum, facts.PlannedSteps);
        var where = new Where(facts.Architecture.NameOf(layer), Phase: Phases.Specification);
        if (batch == 1)
            yield return Found(Fault.Error(Grade.Strong, where,
                "With batches of one row the mean of the batch is the row itself: everything the layer normalises becomes 0, whatever " +
                "the input.",
                MoreRows, ("batch_size", batch)));
        else if (momentum >= 1)
            yield return Found(Fault.Error(Grade.Strong, where,
                "The momentum is 1, so the running averages that evaluation uses never leave their start of mean 0 and variance 1.",
                "Momentum 0.99.", ("momentum", momentum)));
        else if (batch < FewRows)
            yield return Suspected(Fault.Warning(Grade.Likely, where, $"Mean and variance are taken over {batch} rows, which makes " +
                "them noise.",
                MoreRows, ("batch_size", batch)));
        else if (facts.PlannedSteps > 0 && kept > MostlyStart)
            yield return Suspected(Fault.Warning(Grade.Likely, where,
                $"After all {facts.PlannedSteps:N0} steps the running averages that evaluation uses still hold {kept:0 %} of their " +
                $"start (momentum {momentum:0.###}).",
                "More steps, or momentum 0.9.", ("kept", kept)));
        else
            yield return Fine($"Batches of {batch:N0} rows{(rows % batch == 1 ? ", the last of an epoch of one" : "")}; the running " +
                $"averages lose {1 - kept:0.# %} of their start.");
    }
}
