using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>An experiment that cannot be built although no other probe has said why: its shapes contradict each other (F19), and the library's sentence says where.</summary>
internal sealed class BuildFailures : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Subject.BuildFailure is { } failure && !examination.AnyError)
            examination.Report(Faults.WrongLayout.Error(Grade.Strong, new Where(Phase: Phases.Specification), $"The experiment cannot run: {failure.Message}", "Make the shapes agree: samples first, one target for each."));
    }
}
