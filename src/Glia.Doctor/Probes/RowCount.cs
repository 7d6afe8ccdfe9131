namespace Glia.Doctor.Probes;

/// <summary>How large the network is beside the data (F37): a remark.</summary>
internal sealed class RowCount : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination is { Facts: { Usable: true, Train: { } train }, Subject.Network: { } network })
            examination.Fine(Faults.WrongCapacity,
                $"{network.TrainableCount:N0} weights for {train.Rows:N0} rows; whether it is too large or too small shows in training.");
    }
}
