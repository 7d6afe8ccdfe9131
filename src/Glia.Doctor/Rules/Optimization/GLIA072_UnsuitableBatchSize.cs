using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault UnsuitableBatchSize { get; } = new("GLIA072", Family.Optimization, "unsuitable batch size",
        "The batch leaves too few updates an epoch, or makes each one too noisy.",
        "16 to 256 rows, at least ten updates an epoch.",
        Explains: "S07 S08")
    {
        JudgedBy = () => new UnsuitableBatchSize(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>The batch swallows the data, so that the run makes few updates, or is one row, so that each is noisy.</summary>
internal sealed class UnsuitableBatchSize() : Rule(Faults.UnsuitableBatchSize)
{
    // Updates of the whole run that are few, and rows from which a batch of one is a matter of choice. Convention.
    private const int FewUpdates = 200, ManyRows = 200;

    // A usual batch, the largest that is hardly one, and the rows that make two usual ones. Convention.
    private const int Usual = 32, Smallest = 2, TwoUsual = 2 * Usual;

    // Updates an epoch below which a smaller batch is tried, and how many times the steps its trial may take. Convention.
    private const int FewAnEpoch = 10, MostSteps = 20;

    // The whole set, or a row of it, is no batch. Between them it is a matter of degree, and a large one is often meant. Convention.
    private const double NoBatch = 0.05, OfDegree = 0.15;

    // A batch of one or two makes so many times the steps of a usual one that a quarter of them shows as much. Convention.
    private const double FewerSteps = 0.25;

    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Updates is not { InAll: > 0 } updates) yield break;
        var where = new Where(Phase: Phases.Specification);
        if (updates is { LargeBatch: true, InAll: < FewUpdates })
            yield return Suspected(Fault.Warning(Grade.Likely, where, $"{updates}.",
                $"A batch of {Usual}: {(updates.Rows + Usual - 1) / Usual:N0} updates an epoch.", updates.Numbers));
        else if (updates is { Batch: 1, Rows: >= ManyRows })
            yield return Suspected(Fault.Note(Grade.Weak, where, $"{updates}: each is as noisy as one row.", "A batch of 16 to 64.",
                updates.Numbers));
        else
            yield return Fine($"{updates}.");
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        int batch = variant.Options.RowsPerStep, rows = variant.Data.Rows;
        // Who counts an epoch in steps has set how many rows are seen; a larger batch gets no more of them.
        if (batch <= Smallest && rows > Usual)
            yield return ToUsual(variant, variant.Options.StepsPerEpoch is null ? FewerSteps : (double)batch / Usual);
        else if (variant.StepsPerEpoch < FewAnEpoch && rows >= TwoUsual && batch > Usual)
            yield return ToUsual(variant, Math.Min(MostSteps, (double)Math.Min(batch, rows) / Usual));
    }

    private Change ToUsual(Variant variant, double steps) => new(Fault,
        $"batch of {Usual} instead of {Math.Min(variant.Options.RowsPerStep, variant.Data.Rows)} rows", new Where(Phase: Phases.Update),
        $"Use a batch of {Usual} rows: {(variant.Data.Rows + Usual - 1) / Usual} updates an epoch instead of {variant.StepsPerEpoch}.",
        v => v with { Options = v.Options with { BatchSize = Usual, GradientAccumulationSteps = 1, StepsPerEpoch = null } })
    {
        StepsFactor = steps,
        LeastHarm = variant.StepsPerEpoch <= 1 || variant.Options.RowsPerStep <= Smallest ? NoBatch : OfDegree,
        Lever = Lever.Batch,
    };
}
