using System.CommandLine;
using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary>Flags that several commands have, each with the same words in all of them.</summary>
internal static class CommonFlags
{
    /// <summary>One JSON object in the place of what is shown.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Prints one JSON object instead." };

    /// <summary>The seed.</summary>
    public static Option<long?> Seed() =>
        new Option<long?>("--seed") { Description = "Where every random number comes from.", HelpName = "1" }
            .Within(0, Experiment.MostSeed);
}
