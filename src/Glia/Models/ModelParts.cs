using Glia.Data;
using Glia.Experiments;
using Glia.Training;

namespace Glia.Models;

/// <summary>
/// Checks that what goes with a network fits it: a model whose parts contradict each other would fail at the first row it is asked about.
/// </summary>
internal static class ModelParts
{
    /// <summary>Checks class names, preprocessing, the scaling of the targets and the views.</summary>
    /// <exception cref="GliaException">One of them is not of the network's size.</exception>
    public static void Check(Model model)
    {
        if (model.ClassNames is { } names) Names(names, model.Network.OutputShape, model.AnswersLabels);
        if (model.Preprocessing is { } preprocessing) Inputs(preprocessing, model.Network.InputShape);
        if (model.TargetScaler is { } scaler) Outputs(scaler, model.Network.OutputShape);
        if (model.TestTimeAugmentation is not null) _ = ModelUse.Picture(model);
    }

    private static void Names(IReadOnlyList<string> names, Shape output, bool labels)
    {
        int needed = labels ? output.Last : OutputNames.Classes(output);
        if (names.Count != needed)
            throw new GliaException($"The class names of the model are {names.Count}, and its network tells {needed} classes apart; " +
                $"give {needed} names.");
        for (int i = 0; i < names.Count; i++)
            if (names[i] is null) throw new GliaException($"Class {i} of the model has null for a name; give a text for each class.");
    }

    private static void Inputs(Preprocessing preprocessing, Shape input)
    {
        Scaler scaler = preprocessing.Scaler;
        int fitted = scaler.Centers.Length;
        if (fitted != 0 && fitted != input.Size)
            throw new GliaException($"The scaler of the model was fitted on {fitted} features, and its network takes {input.Spoken}; " +
                "fit it on the inputs that the network takes.");
        if (preprocessing.Columns is { } columns && columns.Width != input.Size)
            throw new GliaException($"The columns of the model become {columns.Width} features, and its network takes {input.Spoken}; " +
                "give the columns that the network was trained on.");
    }

    private static void Outputs(TargetScaler scaler, Shape output)
    {
        if (scaler.Width == 1 || scaler.Width == output.Size || scaler.Width == output.Last) return;
        throw new GliaException($"The target scaler of the model was fitted on {scaler.Width} numbers a row, " +
            $"and its network gives {output.Spoken}; fit it on the targets that the network learns.");
    }
}
