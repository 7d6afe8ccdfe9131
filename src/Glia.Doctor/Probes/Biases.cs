using Glia.Doctor.Findings;
using Glia.Layers;

namespace Glia.Doctor.Probes;

/// <summary>A layer without bias, or with one that batch normalisation cancels (F35). Never more than a remark.</summary>
internal sealed class Biases : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        var blocks = examination.Facts.Architecture.Blocks;
        var without = blocks.Where(block => block is { Layer: Dense { UseBias: false }, Normalized: false }).ToList();
        if (without.Count > 0)
            examination.Report(Faults.MissingBias.Note(Grade.Weak, new Where(without[0].Name, Phase: Phases.Specification),
                $"{string.Join(", ", without.Select(block => block.Name))} has no bias and no batch normalisation, so its outputs are tied to 0 at input 0.",
                "Set use_bias to true unless that is meant."));
        else
            examination.Fine(Faults.MissingBias, "Every layer has a bias or batch normalisation.");
    }
}
