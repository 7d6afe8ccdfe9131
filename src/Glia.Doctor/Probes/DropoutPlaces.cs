using Glia.Doctor.Findings;
using Glia.Layers;

namespace Glia.Doctor.Probes;

/// <summary>Dropout on the output, or so strong that little is left (F33).</summary>
internal sealed class DropoutPlaces : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Specification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        Architecture architecture = examination.Facts.Architecture;
        if (architecture.Output is { Dropout: > 0 } output)
        {
            examination.Report(Faults.MisplacedDropout.Error(Grade.Strong, new Where(Place(architecture, output), Phase: Phases.Specification),
                $"Dropout {output.Dropout:0.##} stands after the last layer with weights: while training it sets {output.Dropout:0 %} of the answers themselves to zero, right ones included.",
                "Remove the dropout after the last layer.", ("rate", output.Dropout)));
            return;
        }
        Block? strongest = architecture.Hidden.MaxBy(block => block.Dropout);
        if (strongest is null || strongest.Dropout <= 0.5f)
            examination.Fine(Faults.MisplacedDropout, strongest is { Dropout: > 0 } ? $"The strongest dropout is {strongest.Dropout:0.##}, between hidden layers." : "There is no dropout.");
        else
            examination.Suspect(Faults.MisplacedDropout.Warning(strongest.Dropout >= 0.8f ? Grade.Strong : Grade.Weak, new Where(Place(architecture, strongest), Phase: Phases.Specification),
                $"Dropout {strongest.Dropout:0.##} after {strongest.Name} leaves about {Math.Round(strongest.Units * (1 - strongest.Dropout)):0} of its {strongest.Units} units in each step.",
                "At most 0.5.", ("rate", strongest.Dropout)));
    }

    // The dropout itself, not the layer it thins out: that is the line to change.
    private static string Place(Architecture architecture, Block block) =>
        architecture.NameOf(architecture.Layers.SkipWhile(layer => layer != block.Layer).OfType<Dropout>().First(dropout => dropout.Rate == block.Dropout));
}
