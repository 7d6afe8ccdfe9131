using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Probes;

namespace Glia.Doctor.Trials;

/// <summary>Repairs of the hidden layers: activation, width, dropout, penalty, and what is frozen.</summary>
internal static class LayerChanges
{
    private static readonly string[] Saturating = ["sigmoid", "tanh", "hard_sigmoid", "softsign"];

    public static IEnumerable<Change> For(Variant variant)
    {
        IReadOnlyList<int> dense = variant.Dense;
        if (dense.Count == 0) yield break;
        int last = dense[^1];
        if (Activation(variant, last) is { } activation) yield return activation;

        int outputs = Units(variant.Layers[last]);
        int[] narrow = [.. dense.Where(i => i != last && NarrowLayers.IsNarrow(Units(variant.Layers[i]), outputs))];
        if (narrow.Length > 0)
        {
            JsonObject first = variant.Layers[narrow[0]];
            bool relu = NarrowLayers.MayDie(Units(first), Function(first));
            int wide = Math.Max(16, 2 * outputs);
            yield return new Change(relu ? Faults.NarrowBottleneck : Faults.WrongCapacity, $"{Name(variant, narrow[0])} widened from {Units(first)} to {wide} units",
                new Where(Name(variant, narrow[0]), Phase: Phases.Specification), $"Widen {Name(variant, narrow[0])} to at least {(relu ? "8 units, or use leaky_relu" : $"{wide} units")}.",
                v => narrow.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer["units"] = wide, redraw: true)));
        }
        if (dense.Count > 1)
            yield return new Change(Faults.WrongCapacity, "hidden layers eight times as wide", new Where(Name(variant, dense[0]), Phase: Phases.Specification),
                "Widen the hidden layers.", v => dense.SkipLast(1).Aggregate(v, (w, i) => w.WithLayer(i, layer => layer["units"] = Math.Min(256, 8 * Units(layer)), redraw: true)))
            { Generic = true };

        int[] dropouts = [.. Places(variant, "Dropout").Where(i => i > last || variant.Layers[i]["rate"]!.GetValue<float>() > 0.5f)];
        if (dropouts.Length > 0)
            yield return new Change(Faults.MisplacedDropout, "that dropout turned off", new Where(Name(variant, dropouts[0]), Phase: Phases.Specification),
                dropouts[0] > last ? $"Remove {Name(variant, dropouts[0])}: nothing may be dropped after the last layer." : $"Give {Name(variant, dropouts[0])} a rate of at most 0.5.",
                v => dropouts.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer["rate"] = i > last ? 0f : 0.2f, redraw: false)));

        int[] frozen = [.. Enumerable.Range(0, variant.Layers.Count).Where(i => variant.Layers[i]["trainable"]?.GetValue<bool>() == false)];
        if (frozen.Length > 0)
            yield return new Change(Faults.FrozenLayer, $"{Name(variant, frozen[0])} made trainable", new Where(Name(variant, frozen[0]), Phase: Phases.Specification),
                $"Set trainable to true in {string.Join(", ", frozen.Select(i => Name(variant, i)))}.",
                v => frozen.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer.Remove("trainable"), redraw: false)));

        int[] penalized = [.. Enumerable.Range(0, variant.Layers.Count).Where(i => variant.Layers[i]["kernel_regularizer"] is not null)];
        if (penalized.Length > 0)
            yield return new Change(Faults.OverRegularised, "penalty on the weights removed", new Where(Name(variant, penalized[0]), "kernel", Phases.Loss),
                "Lower the kernel_regularizer a hundredfold.", v => penalized.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer.Remove("kernel_regularizer"), redraw: false)));
        if (variant.Optimizer["weight_decay"] is { } decay && decay.GetValue<float>() > 0.01f)
            yield return new Change(Faults.OverRegularised, "weight decay removed", new Where(Phase: Phases.Update),
                string.Create(CultureInfo.InvariantCulture, $"Lower weight_decay from {decay.GetValue<float>():G3} a hundredfold."), v => v.WithOptimizer("weight_decay", 0f));
    }

    /// <summary>The name a layer has in sentences.</summary>
    public static string Name(Variant variant, int layer) => variant.Layers[layer]["name"]?.GetValue<string>() is { Length: > 0 } name ? name : $"layer {layer + 1}";

    /// <summary>The places of the layers of a class.</summary>
    public static IEnumerable<int> Places(Variant variant, string className) =>
        Enumerable.Range(0, variant.Layers.Count).Where(i => variant.Layers[i]["class_name"]!.GetValue<string>() == className);

    /// <summary>Keras' name of a layer's activation; <c>linear</c> if it has none.</summary>
    public static string Function(JsonObject layer) => layer["activation"] switch
    {
        JsonObject written => written["class_name"]!.GetValue<string>(),
        JsonValue name => name.GetValue<string>(),
        _ => "linear",
    };

    private static int Units(JsonObject layer) => layer["units"]!.GetValue<int>();

    private static Change? Activation(Variant variant, int last)
    {
        int[] hidden = [.. Enumerable.Range(0, last).Where(i => variant.Layers[i]["class_name"]!.GetValue<string>() is "Dense" or "Activation")];
        string[] functions = [.. hidden.Select(i => Function(variant.Layers[i]))];
        int softmax = Array.IndexOf(functions, "softmax"), exponential = Array.IndexOf(functions, "exponential");
        int saturating = functions.Count(Saturating.Contains);
        bool onlyLinear = hidden.Length > 0 && functions.All(name => name == "linear") && !Places(variant, "ReLU").Concat(Places(variant, "LeakyReLU")).Concat(Places(variant, "ELU")).Any();
        Fault? fault = softmax >= 0 ? Faults.SoftmaxInHiddenLayer : exponential >= 0 ? Faults.UnboundedGrowth : saturating >= 3 ? Faults.SaturatingStack
            : onlyLinear ? Faults.NoHiddenNonlinearity : null;
        if (fault is null) return null;
        int first = hidden[softmax >= 0 ? softmax : exponential >= 0 ? exponential : onlyLinear ? 0 : Array.FindIndex(functions, Saturating.Contains)];
        string was = Function(variant.Layers[first]);
        int[] changed = [.. hidden.Where(i => Function(variant.Layers[i]) is var name && (onlyLinear ? variant.Layers[i]["class_name"]!.GetValue<string>() == "Dense" : name is "softmax" or "exponential" || Saturating.Contains(name)))];
        return new Change(fault, $"{was} to relu in the hidden layers", new Where(Name(variant, first), Phase: Phases.Specification),
            $"Use activation=\"relu\" with kernel_initializer=\"he_normal\" in {(changed.Length == 1 ? Name(variant, first) : $"the {changed.Length} hidden layers from {Name(variant, first)} on")}.",
            v => changed.Aggregate(v, (w, i) => w.WithLayer(i, layer =>
            {
                layer["activation"] = "relu";
                if (layer["class_name"]!.GetValue<string>() == "Dense") layer["kernel_initializer"] = "he_normal";
            }, redraw: true)));
    }
}
