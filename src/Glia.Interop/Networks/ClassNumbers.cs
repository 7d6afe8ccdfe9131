using System.Globalization;
using Glia.Losses;
using Glia.Models;

namespace Glia.Interop.Networks;

/// <summary>Names for the classes of a network whose file has none: their numbers.</summary>
internal static class ClassNumbers
{
    /// <summary>The model, with names where its loss or its last function says that it tells classes apart.</summary>
    public static Model Name(Model model)
    {
        Loss? loss = model.Loss is { } said ? LossCatalogue.Create(said, "the loss") : null;
        int outputs = model.Network.OutputShape.Size;
        if (model.Network.OutputShape.Rank > 1) return model;
        bool one = outputs == 1 && (loss is BinaryCrossentropy || (loss is null && model.Network.OutputActivation is { Name: "sigmoid" }));
        if (one) return model with { ClassNames = ["0", "1"] };
        if (outputs > 1 && loss is BinaryCrossentropy) return model with { AnswersLabels = true, ClassNames = Numbers(outputs) };
        bool exclusive = outputs > 1 && (loss is CategoricalCrossentropy or SparseCategoricalCrossentropy or CategoricalHinge
            || (loss is null && model.Network.OutputActivation is { SumsToOne: true } or { Name: "log_softmax" }));
        return exclusive ? model with { ClassNames = Numbers(outputs) } : model;
    }

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(n => n.ToString(CultureInfo.InvariantCulture))];
}
