using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Hidden layers through which little can pass (F37): a handful of units, or far fewer than there are classes. Whether that is too little for
/// these data waits for a wider twin. Narrow relu layers have a danger of their own (F32), and a narrow middle is the point of an autoencoder.
/// </summary>
internal sealed class NarrowLayers : Probe
{
    private const int Handful = 3;

    /// <summary>Whether so few units are narrow before so many outputs.</summary>
    internal static bool IsNarrow(int units, int outputs) => units <= Handful || 2 * units <= outputs;

    /// <summary>Whether narrow units die easily as well (F32), which is a fault of another name.</summary>
    internal static bool MayDie(int units, string activation) => units <= Handful && activation == "relu";

    /// <inheritdoc/>
    public override Tier Tier => Tier.DataAndSpecification;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Targets: { } targets, Architecture: { } architecture } || targets.Kind == TargetKind.Inputs) return;
        int outputs = ExperimentFacts.OutputWidth(examination.Subject);
        Block? narrow = architecture.Hidden.Where(block => block.Units > 0).MinBy(block => block.Units);
        if (narrow is null || !IsNarrow(narrow.Units, outputs) || MayDie(narrow.Units, narrow.Activation)) return;
        examination.Suspect(Faults.WrongCapacity.Note(Grade.Weak, new Where(narrow.Name, Phase: Phases.Specification),
            $"All that the network knows of a row passes through the {narrow.Units} {(narrow.Units == 1 ? "unit" : "units")} of {narrow.Name}{(outputs > 1 ? $", for {outputs} outputs" : "")}.", $"Widen {narrow.Name} to at least {Math.Max(16, 2 * outputs)} units.", ("units", narrow.Units)));
    }
}
