using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// One small step down the gradient must lower the loss (F48). Only a loss of somebody's own can fail here; Glia's are checked by their tests.
/// </summary>
internal sealed class Descent : Probe
{
    private const double Small = 1e-3, Smaller = 3e-4;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Gradients;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts.FirstPass is not { } pass || !double.IsFinite(pass.Start.Loss)) return;
        double ratio = pass.Descend(Small);
        if (!double.IsFinite(ratio)) return;
        // Steep weights bend the slope within a step; a sign that is wrong stays wrong in a shorter one.
        if (ratio < -0.3 && pass.Descend(Smaller) is < -0.3 and var shorter)
            examination.Report(Faults.LossSignFlipped.Error(Grade.Strong, new Where(Phase: Phases.Loss),
                $"A small step down the gradient raises the loss by {-shorter:0.##} times what the gradient promises to take off it.", null, ("change", shorter)));
        else
            examination.Fine(Faults.LossSignFlipped, $"A small step down the gradient lowers the loss by {100 * ratio:0} % of what the slope promises.");
    }
}
