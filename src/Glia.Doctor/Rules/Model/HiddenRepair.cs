using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

/// <summary>The usual hidden activation in place of those that starve, outgrow or flatten the signal, or of none at all.</summary>
internal static class HiddenRepair
{
    // convention: two saturating layers are a usual network.
    private const int Stack = 3;

    /// <summary>
    /// The repair, named for the first of: softmax, an activation without bound, a stack that saturates, no activation. Null for usual
    /// layers.
    /// </summary>
    public static Change? For(Variant variant)
    {
        Architecture architecture = VariantFacts.Of(variant).Architecture;
        if (architecture.Output is not { Units: > 0 } output) return null;
        Layer[] all = [.. architecture.Layers.Take(architecture.PlaceOf(output.Layer))];
        Layer[] odd = [.. all.Where(layer => layer.Units > 0 || layer.IsFunction)
            .Where(layer => layer.Function is { SumsToOne: true } or { Outgrows: true } or { Saturates: true })];
        Layer[] bare = architecture.Hidden.All(block => block.Activations.Count == 0) ? Bare(architecture) : [];
        if (Array.Find(odd, layer => layer.Function is { SumsToOne: true }) is { } softmax)
            return Make(Faults.SoftmaxInHiddenLayer, architecture, softmax, odd);
        if (Array.Find(odd, layer => layer.Function is { Outgrows: true }) is { } growing)
            return Make(Faults.UnboundedGrowth, architecture, growing, odd);
        if (odd.Length >= Stack) return Make(Faults.SaturatingStack, architecture, odd[0], odd);
        return bare.Length > 0 ? Make(Faults.NoHiddenNonlinearity, architecture, bare[0], bare) : null;
    }

    // One layer that bends is enough, and a handful of units stays linear where others bend: relu might kill all of them, and with them
    // everything that passes through.
    private static Layer[] Bare(Architecture architecture)
    {
        Block[] hidden = [.. architecture.Hidden.Where(block => block.Units > 0)];
        Block[] wide = [.. hidden.Where(block => !block.IsHandful)];
        return [.. (wide.Length > 0 ? wide : hidden).Select(block => block.Layer)];
    }

    private static Change Make(Fault fault, Architecture architecture, Layer first, Layer[] changed)
    {
        string name = architecture.NameOf(first);
        string where = changed.Length == 1 ? name : $"the {changed.Length} hidden layers from {name} on";
        return new Change(fault, $"{first.FunctionName ?? "linear"} to relu in the hidden layers",
            new Where(name, Phase: Phases.Specification),
            $"Use activation=\"relu\" with kernel_initializer=\"he_normal\" in {where}.",
            v => changed.Aggregate(v, (w, layer) => w.WithLayer(architecture.PlaceOf(layer), settings =>
            {
                settings["activation"] = "relu";
                if (layer.Units > 0) settings["kernel_initializer"] = "he_normal";
            }, redraw: true)));
    }
}
