using Glia.Data;
using Glia.Losses;
using Glia.Models;

namespace Glia.Experiments;

/// <summary>Makes data ready for a saved model, in the way its training data were.</summary>
public static class ModelUse
{
    /// <summary>Raw inputs as the network takes them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="raw">Rows as they are before scaling.</param>
    /// <exception cref="GliaException">They have another number of features.</exception>
    public static Features Inputs(Model model, Features raw)
    {
        model.Network.RequireSamples(raw.Shape, "and the data have", " beside their targets; give data like those it was trained on, " +
            "and name the right answers by --targets where they are not the last column.");
        return model.Preprocessing?.Apply(raw) ?? raw;
    }

    /// <summary>Raw inputs as the network takes them, in every view whose answers it averages: the first as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="raw">Rows as they are before scaling.</param>
    /// <exception cref="GliaException">They have another number of features, or are no pictures and are to be shown in views.</exception>
    internal static IReadOnlyList<Features> Views(Model model, Features raw)
    {
        Features inputs = Inputs(model, raw);
        return model.TestTimeAugmentation?.Of(raw, inputs, Picture(model), model.Preprocessing?.Scaler ?? Scaler.None) ?? [inputs];
    }

    /// <summary>The size of the pictures that a model is shown in views.</summary>
    /// <exception cref="GliaException">It takes none.</exception>
    internal static Shape Picture(Model model)
    {
        Shape input = model.Network.InputShape;
        // Columns of a table have meanings of their own, even where there are as many as in a square.
        if (model.Preprocessing?.Columns is null && PictureShape.Of(input) is { } picture) return picture;
        throw new GliaException("Test-time augmentation moves and mirrors pictures, and the network takes " +
            $"{input.Spoken} numbers a sample{(model.Preprocessing?.Columns is null ? "" : " of a table")}; leave it out.");
    }

    /// <summary>The loss the model was trained with.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="GliaException">The model does not say.</exception>
    public static Loss Loss(Model model) => model.Loss is { } loss ? LossCatalogue.Create(loss, "loss")
        : throw new GliaException("The model does not say which loss it was trained with, so it cannot be evaluated; glia predict works.");

    private static string Untold(Model model)
    {
        string[] names = [.. model.Preprocessing?.Columns?.Targets.Select(target => $"'{target.Name}'") ?? []];
        return names.Length == 0
            ? "The data have no targets to judge the network by; name them by --targets, or use glia predict."
            : $"The data have no column {string.Join(", ", names)}, which the network learned, so it cannot be judged by them; add it, " +
                "name it by --targets, or use glia predict.";
    }

    /// <summary>
    /// Targets as the model's loss compares them: classes by the model's names, numbers as columns where the network has a column a class.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">The loss that is to take them.</param>
    /// <param name="data">The rows with their targets.</param>
    /// <exception cref="GliaException">A class is none of the model's.</exception>
    public static Targets Targets(Model model, Loss loss, LoadedData data)
    {
        Targets own = Own(model, loss, data);
        if (model.AnswersLabels) return own.AsLabels();
        return model.TargetScaler?.Apply(own) ?? own;
    }

    private static Targets Own(Model model, Loss loss, LoadedData data)
    {
        int outputs = model.Network.OutputShape.Size;
        bool index = loss is SparseCategoricalCrossentropy || outputs == 1;
        if (model.ClassNames is null && TargetReading.NumbersOf(data.ClassNames ?? []) is not null) data = data.As("regress", "The data");
        if (data.Classes is not { } classes)
        {
            Targets numbers = data.Numbers ?? throw new GliaException(Untold(model));
            if (!index && TargetShape.AreClassNumbers(numbers, model.Network.OutputShape) && loss.IsExclusive)
                return Data.Targets.OneHotSteps(numbers, model.Network.OutputShape.Last);
            if (model.ClassNames is null || numbers.Width != 1) return numbers;
            // Where the names of the classes are numbers, a number is the class of that name and not its place.
            if (TargetReading.NumbersOf(model.ClassNames) is not null) return Own(model, loss, data.AsClasses("The data"));
            return index ? numbers : Data.Targets.OneHot(numbers.ToClasses(), outputs);
        }
        if (model.ClassNames is not { } names)
            throw new GliaException("The network predicts values and the targets are texts; " +
                "name the column with the numbers by --targets.");
        int[] known = Array.ConvertAll(data.ClassNames!, new List<string>(names).IndexOf);
        for (int row = 0; row < classes.Length; row++)
        {
            if (known[classes[row]] < 0)
                throw new GliaException(
                    $"Row {row + 1} of the data has the class '{data.ClassNames![classes[row]]}', which the network does not know; " +
                    $"its classes are {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}.");
        }
        int[] own = Array.ConvertAll(classes, c => known[c]);
        return index ? new Targets(Array.ConvertAll(own, c => (float)c)) : Data.Targets.OneHot(own, outputs);
    }
}
