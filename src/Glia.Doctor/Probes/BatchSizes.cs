using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Probes;

/// <summary>How many updates the run makes (F72, F73): few where the batch swallows the data, or where the epochs are few.</summary>
internal sealed class BatchSizes : Probe
{
    private const long TooFew = 50, Few = 200;

    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts.Train is not { } train) return;
        FitOptions options = examination.Subject.Options;
        int rows = train.Data.Rows, perEpoch = options.StepsPerEpoch ?? (rows + options.BatchSize - 1) / options.BatchSize;
        long updates = (long)perEpoch * options.Epochs;
        var where = new Where(Phase: Phases.Specification);
        string evidence = $"A batch of {options.BatchSize:N0} out of {rows:N0} rows gives {perEpoch:N0} {(perEpoch == 1 ? "update" : "updates")} an epoch, {updates:N0} in the whole run";
        (string, double)[] numbers = [("updates", updates), ("updates_per_epoch", perEpoch), ("batch_size", options.BatchSize)];
        bool large = rows >= 200 && perEpoch < 10 && options.BatchSize > 64 && options.StepsPerEpoch is null;
        if (options.Epochs == 0)
            examination.Skipped(Faults.StoppedTooEarly, "The experiment trains for no epoch.");
        else if (large && updates < Few)
            examination.Suspect(Faults.UnsuitableBatchSize.Warning(Grade.Likely, where, $"{evidence}.", $"A batch of 32: {(rows + 31) / 32:N0} updates an epoch.", numbers));
        else if (updates < TooFew)
            examination.Suspect(Faults.StoppedTooEarly.Warning(Grade.Likely, where, $"{evidence}.", "More epochs.", numbers));
        else if (options.BatchSize == 1 && rows >= 200)
            examination.Suspect(Faults.UnsuitableBatchSize.Note(Grade.Weak, where, $"{evidence}: each is as noisy as one row.", "A batch of 16 to 64.", numbers));
        else
            examination.Fine(Faults.UnsuitableBatchSize, $"{evidence}.");
    }
}
