namespace Glia.Report;

/// <summary>What runs are called among each other: as little of their paths as tells them apart.</summary>
internal static class RunNames
{
    /// <summary>A name for each folder, all different where the folders are.</summary>
    public static string[] Of(IReadOnlyList<string> folders)
    {
        string[][] parts = [.. folders.Select(folder =>
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)).Split(Path.DirectorySeparatorChar))];
        int longest = parts.Max(path => path.Length);
        for (int count = 1; count < longest; count++)
        {
            string[] names = [.. parts.Select(path => string.Join('/', path.TakeLast(count)))];
            if (names.Distinct().Count() == parts.Select(path => string.Join('/', path)).Distinct().Count()) return names;
        }
        return [.. folders];
    }
}
