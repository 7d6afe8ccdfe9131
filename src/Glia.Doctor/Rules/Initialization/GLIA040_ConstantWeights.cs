using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ConstantWeights { get; } = new("GLIA040", Family.Initialization, "constant or zero weights",
        "All units of a layer start equal and receive equal gradients, so they stay one unit.",
        "Use he_normal or glorot_uniform.",
        Explains: "S01 S02 S03 S08 S09 S16 S18 S20 S23 S26 S27")
    {
        JudgedBy = () => new ConstantWeights(),
        Shows = [ExhibitKind.Weights, ExhibitKind.Answers],
    };
}

/// <summary>
/// No step can ever tell equal units with equal gradients apart. A last layer of zeros, or zeros below random weights that give each unit
/// its own gradient, are fine; so the gradients decide.
/// </summary>
internal sealed class ConstantWeights() : Rule(Faults.ConstantWeights)
{
    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.FirstPass is not { } pass) yield break;
        yield return Twins.In(pass) is { } twins ? Alike(twins, facts.Subject.Layers.Any(layer => layer.OnlyInTraining))
            : Fine("The units of every hidden layer start different, or their gradients make them so.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        var layers = reading.Trace.Layers;
        for (int l = 1; l < layers.Count && reading.HasLoss; l++)
        {
            TraceLayer layer = layers[l - 1];
            int units = layer.Weights.Columns;
            // Where no gradient was recorded, what it is made of: equal units whose outputs have equal weights.
            Matrix gradient = layer.WeightsGradient ?? layers[l].Weights.Transposed();
            float[] start = Singles([.. layer.Weights.Values, .. layer.Bias?.Values ?? []]);
            if (units == 1 || Twins.Of(start, Singles(gradient.Values), units) < units) continue;
            double[] values = [.. layer.Weights.Values.Distinct().Take(2)];
            yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(l), $"w{l}", Phases.Initialization), values.Length > 1
                ? $"the {units} units of layer {l} have equal weights and equal gradients"
                : $"every weight of w{l} is {Words.Number(values[0])}, so its {units} units are one unit and stay one"));
            yield break;
        }
    }

    // Weights may have grown beyond what a float holds; equal ones are equal on any scale.
    private static float[] Singles(double[] values) =>
        values.Max(Math.Abs) is > 0 and var largest ? Array.ConvertAll(values, value => (float)(value / largest))
            : new float[values.Length];

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) => Own(StartRepair.For(variant));

    // Dropout gives each unit its own rows, which can tell them apart in time.
    private Judgement Alike(Twins twins, bool dropout)
    {
        string name = twins.Block.Name, gradient = twins.NoGradient ? "no gradient at all" : "the same gradient";
        Finding finding = Fault.Error(Grade.Strong, new Where(name, "kernel", Phases.Initialization),
            $"{twins.Count} of the {twins.Block.Units} units of {name} start with the same weights (the first is {twins.First:0.####}) " +
            $"and get {gradient}, so they stay one unit for ever.",
            null, ("twins", twins.Count), ("units", twins.Block.Units));
        return dropout ? Suspected(finding with { Severity = Severity.Warning }) : Found(finding);
    }
}
