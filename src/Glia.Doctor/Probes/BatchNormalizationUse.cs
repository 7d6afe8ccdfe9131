using Glia.Doctor.Findings;
using Glia.Layers;
using Glia.Training;

namespace Glia.Doctor.Probes;

/// <summary>Batch normalisation with batches too small to have statistics, or with running averages that the run is too short to move (F36).</summary>
internal sealed class BatchNormalizationUse : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        BatchNormalization? layer = examination.Subject.Layers.OfType<BatchNormalization>().FirstOrDefault();
        if (layer is null || examination.Facts.Train is not { } train) return;
        FitOptions options = examination.Subject.Options;
        int rows = train.Data.Rows, batch = Math.Min(options.BatchSize, rows), last = rows % batch;
        long steps = (long)(options.StepsPerEpoch ?? (rows + batch - 1) / batch) * options.Epochs;
        double kept = Math.Pow(layer.Momentum, steps);
        var where = new Where(examination.Facts.Architecture.NameOf(layer), Phase: Phases.Specification);
        if (batch == 1)
            examination.Report(Faults.BatchNormalizationMisuse.Error(Grade.Strong, where, "With batches of one row the mean of the batch is the row itself: everything the layer normalises becomes 0, whatever the input.", "At least 16 rows a batch.", ("batch_size", batch)));
        else if (layer.Momentum >= 1)
            examination.Report(Faults.BatchNormalizationMisuse.Error(Grade.Strong, where, "The momentum is 1, so the running averages that evaluation uses never leave their start of mean 0 and variance 1.", "Momentum 0.99.", ("momentum", layer.Momentum)));
        else if (batch < 8)
            examination.Suspect(Faults.BatchNormalizationMisuse.Warning(Grade.Likely, where, $"Mean and variance are taken over {batch} rows, which makes them noise.", "At least 16 rows a batch.", ("batch_size", batch)));
        else if (steps > 0 && kept > 0.5)
            examination.Suspect(Faults.BatchNormalizationMisuse.Warning(Grade.Likely, where, $"After all {steps:N0} steps the running averages that evaluation uses still hold {kept:0 %} of their start (momentum {layer.Momentum:0.###}).", "More steps, or momentum 0.9.", ("kept", kept)));
        else
            examination.Fine(Faults.BatchNormalizationMisuse, $"Batches of {batch:N0} rows{(last == 1 ? ", the last of an epoch of one" : "")}; the running averages lose {1 - kept:0.# %} of their start.");
    }
}
