using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>Repairs of the output activation and the loss: the usual pair for what the targets are, and the mean over the batch.</summary>
internal static class LossChanges
{
    public static IEnumerable<Change> For(Variant variant, TargetView targets)
    {
        if (variant.Loss.Reduction == Reduction.Sum)
            yield return new Change(Faults.WrongReduction, "loss averaged over the batch", new Where(Phase: Phases.Loss), "Set the loss' reduction to \"sum_over_batch_size\".",
                v => v with { Loss = Averaged(v.Loss) });
        if (variant.Dense.Count > 0 && Pair(variant, targets) is { } pair) yield return pair;
    }

    private static Change? Pair(Variant variant, TargetView targets)
    {
        int last = variant.Dense[^1];
        JsonObject output = variant.Layers[last];
        int units = output["units"]!.GetValue<int>();
        int[] after = [.. Enumerable.Range(last + 1, variant.Layers.Count - last - 1).Where(i => variant.Layers[i]["class_name"]!.GetValue<string>() is "Activation" or "Softmax" or "ReLU")];
        string[] functions = [.. after.Select(i => variant.Layers[i]["class_name"]!.GetValue<string>() switch
        {
            "Softmax" => "softmax",
            "ReLU" => "relu",
            _ => LayerChanges.Function(variant.Layers[i]),
        }).Prepend(LayerChanges.Function(output)).Where(name => name != "linear")];
        (string activation, string loss) = targets.Kind switch
        {
            TargetKind.OneHot or TargetKind.Distribution => ("softmax", "categorical_crossentropy"),
            TargetKind.ClassNumbers when units > 1 => ("softmax", "sparse_categorical_crossentropy"),
            TargetKind.Binary when targets.Minimum == 0 && units == 1 => ("sigmoid", "binary_crossentropy"),
            TargetKind.MultiLabel when targets.Minimum == 0 => ("sigmoid", "binary_crossentropy"),
            TargetKind.Values when units == targets.Width => ("linear", "mean_squared_error"),
            _ => ("", ""),
        };
        if (activation.Length == 0) return null;
        string now = variant.Loss.Name;
        bool regression = variant.Loss.Takes is LossInput.Values or LossInput.Counts or LossInput.Ratios;
        bool entropy = variant.Loss.Takes is LossInput.Probabilities or LossInput.Logits;
        string shown = functions.Length == 0 ? "linear" : functions[^1];
        bool values = activation == "linear";
        int squashing = functions.Count(name => name is "softmax" or "sigmoid") + (variant.Loss.FromLogits ? 1 : 0);
        Fault? fault =
            units == 1 && functions.Contains("softmax") ? Faults.SoftmaxOverOneUnit
            : squashing > 1 ? Faults.DoubleSoftmax
            : values && entropy ? Faults.CrossEntropyForRegression
            : shown == "relu" ? Faults.ReluOnOutput
            : values && shown is "sigmoid" or "tanh" or "softmax" or "hard_sigmoid" && values ? Faults.BoundedRegressionOutput
            : !values && regression ? Faults.RegressionLossForClasses
            : !values && entropy && squashing == 0 ? Faults.LossOnRawLogits
            : activation == "softmax" && now == "binary_crossentropy" ? Faults.BinaryLossForClasses
            : activation == "softmax" && shown == "sigmoid" ? Faults.SigmoidWithCategorical
            : null;
        // Another loss for values than the squared one is a choice, not a fault.
        if (fault is null) return null;
        return new Change(fault, $"{Join(functions)} with {now}{(variant.Loss.FromLogits ? " from logits" : "")} to {activation} with {loss}",
            new Where(LayerChanges.Name(variant, last), Phase: Phases.Specification), $"End in activation=\"{activation}\" and use the loss {loss}.",
            v => after.Aggregate(v, (w, i) => w.WithLayer(i, Linear, redraw: false))
                .WithLayer(last, layer => layer["activation"] = activation, redraw: false) with
            { Loss = loss });
    }

    private static string Join(string[] functions) => functions.Length == 0 ? "linear" : string.Join(" and ", functions);

    private static Loss Averaged(Loss loss)
    {
        JsonNode written = LossCatalogue.ToJson(loss);
        if (written is JsonObject settings) settings.Remove("reduction");
        return LossCatalogue.Create(written, "loss");
    }

    // An activation layer that does nothing keeps the places of the others.
    private static void Linear(JsonObject layer)
    {
        foreach (string key in layer.Select(setting => setting.Key).Where(key => key is not "class_name" and not "name").ToList()) layer.Remove(key);
        layer["class_name"] = "Activation";
        layer["activation"] = "linear";
    }
}
