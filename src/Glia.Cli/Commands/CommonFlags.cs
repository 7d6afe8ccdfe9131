using System.CommandLine;
using Glia.Data;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary>Flags that several commands have, each with the same words in all of them.</summary>
internal static class CommonFlags
{
    /// <summary>One JSON object in the place of what is shown.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Prints one JSON object instead." };

    /// <summary>A trained network.</summary>
    public static Argument<string> Model() => new("MODEL")
    {
        Description = "A model.safetensors, a run folder, or a model of Keras, ONNX or TensorFlow.js.",
    };

    /// <summary>What is right, by which a network is judged.</summary>
    public static Option<string?> Targets() =>
        new("--targets") { Description = "The column or array with the right answers.", HelpName = "NAME" };

    /// <summary>The views of a picture whose answers are averaged.</summary>
    public static Option<string?> Views() => new("--tta")
    {
        Description = "Asks about each picture moved so many pixels each way and mirrored as well, and takes the mean of the answers " +
            "(test-time augmentation); none for the picture as it is.",
        HelpName = "shift=1,flip=horizontal",
    };

    /// <summary>A model with the views that were asked for in place of its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="views">What stood behind the flag; null where it was not given.</param>
    /// <exception cref="GliaException">They are no views, or the network takes no pictures.</exception>
    public static Models.Model Viewed(Models.Model model, string? views)
    {
        if (views is null) return model;
        TestTimeAugmentation asked = TestTimeAugmentation.Parse(Views().Name, views);
        return model with { TestTimeAugmentation = asked.Views > 1 ? asked : null };
    }

    /// <summary>The seed.</summary>
    public static Option<long?> Seed() =>
        new Option<long?>("--seed") { Description = "Where every random number comes from.", HelpName = "1" }
            .Within(0, Experiment.MostSeed);
}
