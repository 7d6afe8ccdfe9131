using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault MissingBias { get; } = new("GLIA035", Family.Model, "layer without bias",
        "A layer has no bias, or one that batch normalisation cancels.",
        "Add the bias, or remove it before batch normalisation.")
    {
        JudgedBy = () => new MissingBias(),
    };
}

/// <summary>
/// A remark, unless twins with biases learn clearly more, or a row of zeros passes through and should give something else.
/// </summary>
internal sealed class MissingBias() : Rule(Faults.MissingBias)
{
    // Of the span of the targets: what a row of zeros gives is so far from what it should. Convention.
    private const double FarFromTarget = 0.25;

    // Of the rows: fewer cost next to nothing. Convention.
    private const double Few = 0.1;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        List<Block> without = Without(facts.Architecture);
        if (without.Count > 0)
            yield return Suspected(Fault.Note(Grade.Weak, new Where(without[0].Name, Phase: Phases.Specification),
                $"{string.Join(", ", without.Select(block => block.Name))} has no bias and no batch normalisation, so its outputs are " +
                "tied to 0 at input 0.",
                "Set use_bias to true unless that is meant."));
        else
            yield return Fine("Every layer has a bias or batch normalisation.");
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        List<Block> without = Without(architecture);
        if (without is not [{ } first, ..]) yield break;
        string words = without.Count == 1 ? $"a bias in {first.Name}" : $"biases in the {without.Count} layers from {first.Name} on";
        yield return new Change(Fault, words, new Where(first.Name, Phase: Phases.Specification),
            $"Set use_bias to true in {Words.List([.. without.Select(block => block.Name)])}.",
            v => without.Aggregate(v, (w, block) =>
                w.WithLayer(architecture.PlaceOf(block.Layer), layer => layer["use_bias"] = true, redraw: false)));
    }

    private static List<Block> Without(Architecture architecture) =>
        [.. architecture.Blocks.Where(block => block is { Layer.LacksBias: true, Normalized: false })];

    // Zeros stay zeros through kernels alone, whatever these learn, unless an activation makes something of them.
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var trace = reading.Trace;
        if (!reading.DataAreFinite || reading.Targets.Wide is not { } targets || trace.Layers.Any(layer => layer.Bias is not null))
            yield break;
        var zeros = new Matrix(1, trace.Outs);
        if (reading.Activations.SkipLast(1).Any(one => one.Forward(new Matrix(1, 1)).Values[0] != 0)) yield break;
        double given = reading.OutputActivation.Forward(zeros).Values[0], span = targets.Values.Max() - targets.Values.Min();
        int[] empty = [.. Enumerable.Range(0, trace.Rows).Where(row => trace.X.Row(row).IndexOfAnyExcept(0.0) < 0)];
        int[] missed = [.. empty.Where(row =>
            Enumerable.Range(0, trace.Outs).Any(j => Math.Abs(targets[row, j] - given) > FarFromTarget * span))];
        if (missed.Length == 0) yield break;
        var finding = Fault.Error(Grade.Strong, new Where(Reading.LayerName(1), "b1", Phases.Specification),
            $"no layer has a bias, so a row of zeros gives {Words.Number(given)} whatever the weights are, and {missed.Length} of " +
            $"{Words.Count(trace.Rows, "row")} {(missed.Length == 1 ? "is" : "are")} such with another target",
            "Add a bias, or a column of ones to the inputs.", ("rows", missed.Length));
        yield return Found(missed.Length >= Few * trace.Rows ? finding : finding with { Severity = Severity.Warning });
    }
}
