using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Layers;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongLayout { get; } = new("GLIA019", Family.Data, "inputs laid out wrongly",
        "Rows and columns, or image axes, are exchanged, so a row is no longer one sample.",
        "Put samples first and keep every row with its label.",
        Explains: "S09 S27")
    {
        JudgedBy = () => new WrongLayout(),
    };
}

/// <summary>
/// An experiment that cannot be built: its shapes contradict each other, and the library's sentence says where. What brings it about, as
/// labels that do not fit the output, explains it. And images whose numbers lie with the channels first, read with the channels last:
/// nothing fails, but what stands side by side is torn apart. Twins decide whether that costs anything.
/// </summary>
internal sealed class WrongLayout() : Rule(Faults.WrongLayout)
{
    // tuned: bench, tuning half. Images read as they lie have a roughness of 0.2 to 0.7; read in planes they have the same again.
    private const double Smoother = 0.75;

    // convention: the first rows of a copy say it as well as all of them.
    private const int RowsLookedAt = 256;

    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.BuildFailure is { } failure)
            yield return Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Specification),
                $"The experiment cannot run: {failure.Message}",
                "Make the shapes agree: samples first, one target for each."));
        if (!facts.Usable || ImageAxes.Of(facts.Train!.Sample, facts.Form) is not { } axes) yield break;
        string read = $"Neighbours in images read as {facts.Form.Shape} differ by {axes.Roughness:0.00} of what pixels anywhere do";
        if (!AreChannelsFirst(axes)) yield return Fine($"{read}.");
        else yield return Suspected(Fault.Warning(Grade.Likely, new Where(Parameter: "x", Phase: Phases.Data),
            $"{read}; with the channels first, as {axes.First}, by {axes.ChannelsFirst:0.00}: the numbers lie channel by channel.",
            "Bring the channels to the end before the first layer: transpose, do not reshape.",
            ("roughness", axes.Roughness), ("channels_first", axes.ChannelsFirst)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        InputForm form = variant.Form;
        var rows = Sample.Of(variant.Data, RowsLookedAt);
        if (ImageAxes.Of(rows, form) is not { First: { } first } axes || !AreChannelsFirst(axes)) yield break;
        // A network written for channels first would need other layers, not other numbers.
        if (first == form.Shape) yield break;
        yield return new Change(Fault, "channels brought to the end", new Where(Parameter: "x", Phase: Phases.Data),
            $"The images lie as {first}: bring the channels to the end before the first layer.", v => Transposed(v, first));
    }

    private static bool AreChannelsFirst(ImageAxes axes) => axes.ChannelsFirst < Smoother * axes.Roughness;

    // All as one layer, so that the others keep their places.
    private static Variant Transposed(Variant variant, Shape first)
    {
        var shape = new JsonArray([.. first.ToArray().Select(size => (JsonNode)size)]);
        var together = new JsonObject
        {
            ["class_name"] = nameof(Sequential),
            ["layers"] = new JsonArray(
                new JsonObject { ["class_name"] = nameof(Reshape), ["target_shape"] = shape },
                new JsonObject { ["class_name"] = nameof(Permute), ["dims"] = new JsonArray(2, first.Rank, 1) },
                variant.Layers[0].DeepClone()),
        };
        return variant with { Layers = [together, .. variant.Layers.Skip(1)] };
    }
}
