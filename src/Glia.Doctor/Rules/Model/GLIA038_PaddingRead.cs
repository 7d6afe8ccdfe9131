using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Layers;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault PaddingRead { get; } = new("GLIA038", Family.Model, "padding read as data",
        "Short sequences are filled up behind with zeros, and a recurrent layer reads on until it has forgotten what was said.",
        "Tell the layers which steps count: set mask_zero of an Embedding, put Masking before a recurrent layer.",
        Explains: "S02 S08 S09 S26 S27")
    {
        JudgedBy = () => new PaddingRead(),
        TriedUnsuspected = true,
    };
}

/// <summary>
/// A recurrent layer gives its state after the last step. Where most sequences end long before, that is a state after many steps that
/// say nothing. Twins with a mask decide whether it costs anything.
/// </summary>
internal sealed class PaddingRead() : Rule(Faults.PaddingRead)
{
    // convention: a state that has seen fewer steps of padding than this share has hardly forgotten.
    private const double MuchPadding = 0.25;

    private const int RowsLookedAt = 256;   // convention: a mean share to a few per cent

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.Network is not { } network || !facts.Usable || Reader(network) is not { } reader) yield break;
        PaddedSteps padding = PaddedSteps.Of(facts.Train!.Sample, facts.Form);
        (string, double)[] numbers = [("padding", padding.Share), ("steps", padding.Steps)];
        if (padding.Share < MuchPadding) yield return Fine($"{padding.Share:0 %} of the steps are zeros behind the end of their row.");
        else yield return Suspected(Fault.Warning(Grade.Strong, new Where(reader.Name, Phase: Phases.Specification),
            $"Of the {padding.Steps} steps of a row {padding.Share * padding.Steps:0} on average are zeros behind its end, and "
            + $"{reader.Name} reads through them like through any other.", null, numbers));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        Network network = variant.Build(out _);
        if (Reader(network) is not { } reader) yield break;
        int rows = Math.Min(RowsLookedAt, variant.Data.Rows);
        if (PaddedSteps.Of(Sample.Of(variant.Data, rows), variant.Form).Share < MuchPadding) yield break;
        var where = new Where(reader.Name, Phase: Phases.Specification);
        int words = network.Children.ToList().FindIndex(layer => layer.IndexCount is not null);
        if (words >= 0)
            yield return new Change(Fault, "a mask for word 0", where, $"Set mask_zero of {network.Children[words].Name} to true.",
                v => v.WithLayer(words, settings => settings["mask_zero"] = true, redraw: false));
        else
            yield return new Change(Fault, "a mask for steps of zeros", where, $"Put Masking before {reader.Name}.",
                v => Masked(v, reader));
    }

    // Both as one layer, so that the others keep their places.
    private static Variant Masked(Variant variant, Layer reader)
    {
        int place = variant.Layers.ToList().FindIndex(layer => layer["name"]?.GetValue<string>() == reader.Name);
        if (place < 0) return variant;
        var both = new JsonObject
        {
            ["class_name"] = nameof(Sequential),
            ["layers"] = new JsonArray(new JsonObject { ["class_name"] = nameof(Masking) }, variant.Layers[place].DeepClone()),
        };
        return variant with { Layers = [.. variant.Layers.Take(place), both, .. variant.Layers.Skip(place + 1)] };
    }

    // The first layer that gives what it knows after the last step, if it is told of no steps that do not count.
    private static Layer? Reader(Network network)
    {
        bool masked = false;
        foreach (Layer layer in network.IsChain ? network.Layers : [])
        {
            if (layer.GivesLastStep) return masked ? null : layer;
            masked = layer.Mask switch { MaskUse.Makes => true, MaskUse.Passes => masked, _ => false };
        }
        return null;
    }
}
