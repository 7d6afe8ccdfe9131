using System.Runtime.CompilerServices;

namespace Glia.Docs.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../.."));

    /// <summary>A file or folder by its path from the root, parts divided by <c>/</c>.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>The path from the root, parts divided by <c>/</c>.</summary>
    public static string Name(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
