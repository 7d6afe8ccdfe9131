using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Whether anything is held back to judge the network by (F74). A remark: training does not suffer, judgement does.</summary>
internal sealed class HeldOutData : Probe
{
    // Truth tables and the like: there is nothing to hold back.
    private const int Tiny = 32;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        ExperimentSubject subject = examination.Subject;
        int held = (subject.Validation?.Rows ?? 0) + (subject.Test?.Rows ?? 0);
        if (held > 0 || subject.Train is null or { Rows: < Tiny })
            examination.Fine(Faults.NoValidation, $"{held:N0} rows are held back.");
        else
            examination.Report(Faults.NoValidation.Note(Grade.Strong, new Where(Phase: Phases.Specification),
                $"All {subject.Train.Rows:N0} rows are trained on, so nothing shows whether the network has learned or memorised."));
    }
}
