using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault DestructiveAugmentation { get; } = new("GLIA018", Family.Data, "augmentation destroys the inputs",
        "The pictures are changed so far that they no longer show what their label says.",
        "Keep only changes that occur in real pictures and leave the label true, and make them smaller.",
        Explains: "066 073 S02 S03 S08 S09")
    {
        JudgedBy = () => new DestructiveAugmentation(),
        TriedUnsuspected = true,
    };
}

/// <summary>
/// Pictures that are changed at random while a network learns from them. Whether a change still leaves the label true cannot be seen in the
/// pictures: one moved by a pixel is far from itself and shows the same. A twin that learns from them as they are tells, on rows that
/// nobody changed.
/// </summary>
internal sealed class DestructiveAugmentation() : Rule(Faults.DestructiveAugmentation)
{
    // Augmentation is a change of degree, and it slows every run: the share of what can be learned that is called harm. Convention.
    private const double LeastHarm = 0.1;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Train is not { } train) yield break;
        yield return train.Augmentation is not { } changes ? Fine("Rows are learned as they are.")
            : Suspected(Fault.Note(Grade.Weak, At, $"Pictures are changed at random while they are learned: {InWords(changes)}.",
                Less(changes)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (variant.Data.Augmentation is not { } changes) yield break;
        yield return new Change(Fault, "pictures as they are", At, Less(changes),
            v => v with { Data = v.Data.WithoutAugmentation() })
        {
            LeastHarm = LeastHarm,
        };
    }

    private static Where At => new(Parameter: "augment", Phase: Phases.Data);

    private static string Less(Augmentation changes) =>
        $"Change less than {InWords(changes)}: only what occurs in real pictures and leaves the label true. Or leave augmentation out.";

    private static string InWords(Augmentation changes)
    {
        (string Name, double Size)[] sizes =
        [
            ("rotate", changes.Rotate), ("shift", changes.Shift), ("scale", changes.Scale), ("shear", changes.Shear),
            ("elastic", changes.Elastic), ("crop", changes.Crop), ("erase", changes.Erase), ("brightness", changes.Brightness),
        ];
        string[] words = [.. sizes.Where(size => size.Size > 0).Select(size => $"{size.Name} {Words.Number(size.Size)}")];
        return Words.List(changes.Flip == Augmentation.Flips[0] ? words : [.. words, $"flip {changes.Flip}"]);
    }
}
