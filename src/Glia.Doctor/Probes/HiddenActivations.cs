using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Layers in a row with nothing but sums between them (F21). Whether that does harm depends on the data: a linear relation needs no more.</summary>
internal sealed class HiddenActivations : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        Architecture architecture = examination.Facts.Architecture;
        var hidden = architecture.Hidden.ToList();
        if (hidden.Count == 0)
        {
            examination.Fine(Faults.NoHiddenNonlinearity, "There is one layer with weights, so nothing can be missing between layers.");
            return;
        }
        var bare = hidden.Where(block => block.Activations.Count == 0).ToList();
        if (bare.Count == 0)
            examination.Fine(Faults.NoHiddenNonlinearity, $"Hidden activations: {string.Join(", ", hidden.Select(block => block.Activation).Distinct())}.");
        else if (bare.Count == hidden.Count)
            examination.Suspect(Faults.NoHiddenNonlinearity.Warning(Grade.Strong, new Where(bare[0].Name, Phase: Phases.Specification),
                $"None of the {architecture.Blocks.Count} layers before the output has an activation, so together they compute one linear function of the input.",
                "Give the hidden layers an activation: activation=\"relu\".", ("layers", architecture.Blocks.Count)));
        else
            examination.Report(Faults.NoHiddenNonlinearity.Note(Grade.Likely, new Where(bare[0].Name, Phase: Phases.Specification),
                $"{string.Join(", ", bare.Select(block => block.Name))} has no activation, so it and the layer after it are one linear layer.",
                null, ("layers", bare.Count)));
    }
}
