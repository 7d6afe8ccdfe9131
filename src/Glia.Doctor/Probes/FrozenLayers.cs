using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Layers that are excluded from training although nothing has trained them (F34).</summary>
internal sealed class FrozenLayers : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        var blocks = examination.Facts.Architecture.Blocks;
        var frozen = blocks.Where(block => !block.Layer.Trainable).ToList();
        if (frozen.Count == 0 || examination.Subject.Pretrained)
        {
            examination.Fine(Faults.FrozenLayer, frozen.Count == 0 ? "Every layer is trainable." : "The frozen layers were trained before.");
            return;
        }
        string names = string.Join(", ", frozen.Select(block => block.Name));
        var where = new Where(frozen[0].Name, Phase: Phases.Specification);
        if (frozen.Count == blocks.Count)
            examination.Report(Faults.FrozenLayer.Error(Grade.Certain, where, $"Every layer is frozen ({names}), so no step changes anything.", "Set trainable to true.", ("frozen", frozen.Count)));
        else
            examination.Suspect(Faults.FrozenLayer.Warning(Grade.Likely, where,
                $"{names} is frozen (trainable is false) with its random first weights, so the network can only use what those happen to compute.",
                $"Set trainable to true in {names}.", ("frozen", frozen.Count)));
    }
}
