using System.Runtime.CompilerServices;

namespace Glia.Tests.Experiments;

/// <summary>Finds the repository's own documents and samples from where this file stands.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    public static IEnumerable<string> SampleExperiments => Directory.GetFiles(Path.Combine(Root, "samples/experiments"), "*.json").Order();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
