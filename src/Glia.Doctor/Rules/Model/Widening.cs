using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>Wider layers in place of all that are too narrow for the outputs.</summary>
internal static class Widening
{
    // convention: the least width of a hidden layer that nobody has to think about.
    private const int Usual = 16;

    /// <summary>Units that so many outputs are well served with.</summary>
    public static int EnoughFor(int outputs) => Math.Max(Usual, 2 * outputs);

    /// <summary>The repair, named for the first narrow layer: one that may die, or one that holds too little; null for none.</summary>
    public static Change? For(Variant variant)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        if (architecture.Output is not { Units: > 0 and var outputs }) return null;
        Block[] narrow = [.. architecture.Hidden.Where(block => block.IsNarrowFor(outputs))];
        if (narrow is not [{ } first, ..]) return null;
        int wide = EnoughFor(outputs);
        string enough = first.MayDie ? "8 units, or use leaky_relu" : $"{wide} units";
        return new Change(first.MayDie ? Faults.NarrowBottleneck : Faults.WrongCapacity, $"{first.Name} widened from {first.Units} to " +
            $"{wide} units",
            new Where(first.Name, Phase: Phases.Specification), $"Widen {first.Name} to at least {enough}.",
            v => narrow.Aggregate(v, (w, block) =>
                w.WithLayer(architecture.PlaceOf(block.Layer), layer => layer["units"] = wide, redraw: true)));
    }
}
