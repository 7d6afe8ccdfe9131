using Glia.Cli.Screen;

namespace Glia.Cli.Commands;

/// <summary>What is said of going on with a run, by <c>glia train</c> and <c>glia serve</c> alike.</summary>
internal static class Resuming
{
    /// <summary>That there is nothing to go on with.</summary>
    /// <param name="folder">The run.</param>
    public static string Finished(string folder) => $"The run in {folder} is finished; there is nothing to go on with.";

    /// <summary>That the doctor cannot begin in the middle.</summary>
    /// <param name="folder">The run.</param>
    public static GliaException WithDoctor(string folder) =>
        new("--doctor watches a run from its first step on; leave it out with --resume, and ask " +
            $"glia doctor {NextStep.Word(folder)} when it is over.");

    /// <summary>That nothing was begun.</summary>
    /// <param name="folder">Where a run was looked for.</param>
    public static GliaException Nothing(string folder) =>
        new($"{folder} holds no run that can go on: there is none, or it ended before its first step; " +
            "name what to train as well to begin it there.");
}
