using Glia.Data;

namespace Glia.Experiments;

/// <summary>
/// <c>augment</c> of an experiment: the training part shows pictures that are changed at random, no other part does.
/// </summary>
internal static class AugmentedPart
{
    /// <summary>The training part with its pictures changed; as it is where the experiment does not augment.</summary>
    /// <param name="experiment">Says how far.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="training">The training part, scaled.</param>
    /// <param name="raw">The same rows before any scaling.</param>
    /// <param name="scaler">How they are scaled.</param>
    /// <exception cref="GliaException">The rows are no pictures.</exception>
    public static Dataset Training(Experiment experiment, LoadedData loaded, Dataset training, Features raw, Scaler scaler) =>
        experiment.Augment is { } augmentation
            ? training.Augmented(TrainingPictures.Of(raw, augmentation, Picture(experiment, loaded, "augment"), scaler))
            : training;

    /// <summary>The views that the network is asked in once it has learned; null where the experiment names none.</summary>
    /// <param name="experiment">Says which.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="raw">Its rows before any scaling.</param>
    /// <param name="scaled">The same, scaled.</param>
    /// <param name="scaler">How they are scaled.</param>
    /// <exception cref="GliaException">The rows are no pictures.</exception>
    public static IReadOnlyList<Features>? Views(Experiment experiment, LoadedData loaded, Features raw, Features scaled, Scaler scaler) =>
        experiment.TestTimeAugmentation?.Of(raw, scaled, Picture(experiment, loaded, "test_time_augmentation"), scaler);

    private static Shape Picture(Experiment experiment, LoadedData loaded, string setting) => PictureOf(experiment, loaded)
        ?? throw new GliaException($"{setting} changes pictures, and {Rows(loaded)} of {experiment.Data.Source} is not known to be one; " +
            $"leave {setting} out, or say what the picture is with \"input_shape\": [height, width, channels] in the first layer.");

    /// <summary>
    /// The size of one picture of an experiment: what its network says its input is, or what the source says, or the square that as many
    /// bytes make; null where the rows are no pictures.
    /// </summary>
    public static Shape? PictureOf(Experiment experiment, LoadedData loaded)
    {
        if (experiment.InputShape is { Rank: 2 or 3 } said) return said;
        if (loaded.Inputs.Shape.Rank is 2 or 3) return loaded.Inputs.Shape;
        // Columns of a table have meanings of their own, even where there are as many as in a square.
        return loaded.AreImages && loaded.Columns is null ? PictureShape.Of(loaded.Inputs.Shape) : null;
    }

    private static string Rows(LoadedData loaded) => $"a row of {loaded.Inputs.Shape.Size:N0} numbers";
}
