using System.CommandLine;
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

    /// <summary>The seed.</summary>
    public static Option<long?> Seed() =>
        new Option<long?>("--seed") { Description = "Where every random number comes from.", HelpName = "1" }
            .Within(0, Experiment.MostSeed);
}
