using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault MisplacedDropout { get; } = new("GLIA033", Family.Model, "dropout too strong or in the wrong place",
        "Dropout acts on the output, or removes most of the activity.",
        "At most 0.5, and only between hidden layers.",
        Explains: "S08 S11 S26")
    {
        JudgedBy = () => new MisplacedDropout(),
        TriedUnsuspected = true,
    };
}

/// <summary>Between hidden layers a high rate waits for harm to be seen.</summary>
internal sealed class MisplacedDropout() : Rule(Faults.MisplacedDropout)
{
    // convention: Srivastava et al., JMLR 2014, drop at most half of the hidden units; four fifths leave next to nothing.
    private const float Usual = 0.5f, Extreme = 0.8f;

    // convention: a rate that does little harm wherever it stands between layers.
    private const float Mild = 0.2f;

    // What leaving out usual dropout must bring: as much as another rate, for it slows every run a little. Convention.
    private const double LeastOfUsual = TwinVerdicts.LeastOfCrawl;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        Architecture architecture = facts.Architecture;
        if (architecture.Output is { Dropout: > 0 } output)
            yield return Found(Fault.Error(Grade.Strong, At(architecture, output),
                $"Dropout {output.Dropout:0.##} stands after the last layer with weights: while training it sets {output.Dropout:0 %} " +
                "of the answers themselves to zero, right ones included.",
                "Remove the dropout after the last layer.", ("rate", output.Dropout)));
        else if (architecture.Hidden.MaxBy(block => block.Dropout) is not { Dropout: > 0 } strongest)
            yield return Fine("There is no dropout.");
        else if (strongest.Dropout <= Usual)
            yield return Fine($"The strongest dropout is {strongest.Dropout:0.##}, between hidden layers.");
        else
            yield return Suspected(Fault.Warning(strongest.Dropout >= Extreme ? Grade.Strong : Grade.Weak, At(architecture, strongest),
                $"Dropout {strongest.Dropout:0.##} after {strongest.Name} leaves about " +
                $"{Math.Round(strongest.Units * (1 - strongest.Dropout)):0} of its {strongest.Units} units in each step.",
                "At most 0.5.", ("rate", strongest.Dropout)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        if (architecture.Output is not { Units: > 0 } output) yield break;
        int last = architecture.PlaceOf(output.Layer);
        int[] dropouts = [.. architecture.Layers
            .Where(layer => layer.DroppedShare > (architecture.PlaceOf(layer) > last ? 0 : Usual)).Select(architecture.PlaceOf)];
        if (dropouts.Length == 0)
        {
            foreach (Change change in WithoutUsual(architecture)) yield return change;
            yield break;
        }
        string first = architecture.NameOf(architecture.Layers[dropouts[0]]);
        yield return new Change(Fault, "that dropout turned off", new Where(first, Phase: Phases.Specification),
            dropouts[0] > last ? $"Remove {first}: nothing may be dropped after the last layer." : $"Give {first} a rate of at most 0.5.",
            v => dropouts.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer["rate"] = i > last ? 0f : Mild, redraw: false)));
    }

    // Each layer's rate is usual, and all of them together can be too much for it: small layers one behind the other, or few steps.
    private IEnumerable<Change> WithoutUsual(Architecture architecture)
    {
        int[] dropouts = [.. architecture.Layers.Where(layer => layer.DroppedShare > Mild).Select(architecture.PlaceOf)];
        if (dropouts.Length == 0) yield break;
        string first = architecture.NameOf(architecture.Layers[dropouts[0]]);
        string what = dropouts.Length == 1 ? first : $"{first} and the dropouts behind it";
        yield return new Change(Fault, "no dropout", new Where(first, Phase: Phases.Specification),
            $"Leave {what} out, or give a rate of at most {Mild}.",
            v => dropouts.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer["rate"] = 0f, redraw: false)))
        {
            LeastHarm = LeastOfUsual,
        };
    }

    // The dropout itself, not the layer it thins out: that is the line to change.
    private static Where At(Architecture architecture, Block block)
    {
        Layer place = architecture.Layers.SkipWhile(layer => layer != block.Layer).First(layer => layer.DroppedShare == block.Dropout);
        return new Where(architecture.NameOf(place), Phase: Phases.Specification);
    }
}
