using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Losses;
using Glia.Models;

namespace Glia.Experiments;

/// <summary>
/// By what a model is judged that does not say its loss, as those of ONNX do: by the usual one for its outputs. Only the figure of the loss
/// depends on it; who is right does not.
/// </summary>
internal static class UnsaidLoss
{
    /// <summary>The model with a loss, and with names for its classes where the targets show that its outputs are logits.</summary>
    public static Model Complete(Model model, LoadedData data)
    {
        if (model.Loss is not null) return model;
        Shape output = model.Network.OutputShape;
        if (model.AnswersLabels || (model.ClassNames is not null && output.Size == 1)) return Judged(nameof(BinaryCrossentropy));
        // One answer a row for several outputs: classes, whether they come out as probabilities or not.
        bool classes = output is { Rank: 1, Size: > 1 } && (data.Classes is not null || data.Numbers is { Width: 1 });
        if (model.ClassNames is null && !classes) return Judged(nameof(MeanSquaredError));
        IReadOnlyList<string> names = model.ClassNames
            ?? [.. Enumerable.Range(0, output.Size).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        Model judged = Judged(nameof(CategoricalCrossentropy)) with { ClassNames = names };
        // The softmax of logarithms of probabilities gives the probabilities again.
        judged.Loss!["from_logits"] = model.Network.OutputActivation is not { SumsToOne: true };
        return judged;

        Model Judged(string loss) => model with { Loss = new JsonObject { ["class_name"] = loss } };
    }
}
