using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Layers;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongCapacity { get; } = new("GLIA037", Family.Model, "too little or too much capacity",
        "The network cannot even fit a few rows, or is far larger than the data.",
        "Widen or deepen it, or shrink it.",
        Explains: "S08 S10 S26")
    {
        JudgedBy = () => new WrongCapacity(),
        ShowsLate = true,
        MendedAlone = true,
    };
}

/// <summary>
/// Hidden layers through which little can pass: whether that is too little for these data waits for a wider twin. A narrow middle is the
/// point of an autoencoder.
/// </summary>
internal sealed class WrongCapacity() : Rule(Faults.WrongCapacity)
{
    // convention: wide enough for whatever is narrow.
    private const int MuchWider = 8, Widest = 256;

    // convention: units enough to see whether one linear function is too little.
    private const int Enough = 32;
    private const string HiddenLayer = "Add a hidden layer: Dense(32, activation=\"relu\") before the last.";

    // convention: the shares of what there is to learn that are next to nothing, and most of it.
    private const double Nothing = 0.1, Most = 0.5;

    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is { Usable: true, Train: { } train, Subject.Network: { } network })
            yield return Fine($"{network.TrainableCount:N0} weights for {train.Rows:N0} rows; whether it is too large or too small " +
                "shows in training.");
        if (facts is not { Targets: { Kind: not TargetKind.Inputs }, Head: { } head }) yield break;
        if (!facts.Architecture.Hidden.Any() && facts.Relation is { } relation && AsksForMore(relation) is { } more)
            yield return Found(Fault.Error(Grade.Strong, new Where(head.Block.Name, Phase: Phases.Specification), more,
                HiddenLayer));
        int outputs = head.Units;
        Block? narrow = facts.Architecture.Hidden.Where(block => block.Units > 0).MinBy(block => block.Units);
        if (narrow is null || !narrow.IsNarrowFor(outputs) || narrow.MayDie) yield break;
        string many = outputs > 1 ? $", for {outputs} outputs" : "";
        yield return Suspected(Fault.Note(Grade.Weak, new Where(narrow.Name, Phase: Phases.Specification),
            $"All that the network knows of a row passes through the {Words.Count(narrow.Units, "unit")} of {narrow.Name}{many}.",
            $"Widen {narrow.Name} to at least {Widening.EnoughFor(outputs)} units.", ("units", narrow.Units)));
    }

    // One layer is one linear function, which is enough for much; not where such a function finds nothing of a relation that is there.
    private static string? AsksForMore(Relation relation)
    {
        double guess = double.IsNaN(relation.MajorityAccuracy) ? 0 : relation.MajorityAccuracy;
        double linear = ShareOf(relation.Linear, guess), free = ShareOf(relation.Nonlinear, guess);
        return linear > Nothing || free < Most ? null
            : $"There is no hidden layer, so the network is one linear function. On these data such a function learns {linear:0 %} of "
                + $"what there is, random relu features {free:0 %}.";
    }

    private static double ShareOf(Learned model, double guess) =>
        Math.Max(0, guess > 0 ? (model.Accuracy - guess) / (1 - guess) : model.Skill);

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        foreach (Change change in Own(Widening.For(variant))) yield return change;
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        if (Bent(variant, architecture, targets) is { } bent) yield return bent;
        if (architecture.Hidden.Where(block => block.Units > 0).ToList() is not [{ } first, ..] hidden) yield break;
        yield return new Change(Fault, "hidden layers eight times as wide", new Where(first.Name, Phase: Phases.Specification),
            "Widen the hidden layers.", v => hidden.Aggregate(v, Wider))
        {
            Generic = true,
        };

        Variant Wider(Variant v, Block block) => v.WithLayer(architecture.PlaceOf(block.Layer),
            layer => layer["units"] = Math.Min(Widest, MuchWider * block.Units), redraw: true);
    }

    // What a network without a hidden layer lacks where nothing else helps. Both layers as one, so that the others keep their places.
    private Change? Bent(Variant variant, Architecture architecture, TargetView targets)
    {
        if (architecture is not { Blocks: [{ Units: > 0 } only] } || targets.Kind == TargetKind.Inputs) return null;
        int place = architecture.PlaceOf(only.Layer);
        // A window over an image, or a layer that reads a sequence, is no linear function of columns.
        if (variant.Build(out _).Children[place].InputShape.Rank > 1) return null;
        return new Change(Fault, $"a hidden layer of {Enough} relu units", new Where(only.Name, Phase: Phases.Specification),
            HiddenLayer, v => v with
            {
                Layers =
                [
                    .. v.Layers.Take(place),
                    PutBefore.Around(Hidden(), v.Layers[place].DeepClone()),
                    .. v.Layers.Skip(place + 1),
                ],
                Redrawn = new HashSet<int>(v.Redrawn) { place },
            })
        {
            Generic = true,
        };
    }

    private static JsonObject Hidden() => new()
    {
        ["class_name"] = nameof(Dense),
        ["units"] = Enough,
        ["activation"] = "relu",
        ["kernel_initializer"] = "he_normal",
    };
}
