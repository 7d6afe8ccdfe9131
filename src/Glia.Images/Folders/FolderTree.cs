namespace Glia.Images.Folders;

/// <summary>Looks into folders as images lie in them: sorted, without what is hidden, and without following links in a circle.</summary>
internal static class FolderTree
{
    // Kinds of image that cannot be read are images all the same, so that they are named among those that cannot be read.
    private static readonly string[] s_otherKinds = [".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2"];

    // Deep enough for any archive; a folder that holds itself by a link ends here.
    public const int MostDepth = 12;

    /// <summary>Whether a file's name says that it is an image, of whatever kind.</summary>
    public static bool IsAnyImage(string path) =>
        !IsHidden(path) && (ImageReader.IsImage(path) || s_otherKinds.Contains(Path.GetExtension(path).ToLowerInvariant()));

    /// <summary>The folders in a folder, by name.</summary>
    public static string[] Folders(string folder) =>
        [.. Directory.GetDirectories(folder).Where(inner => !IsHidden(inner)).Order(StringComparer.Ordinal)];

    /// <summary>The images in a folder and in those below it, by path; what else is there is counted.</summary>
    public static List<string> Images(string folder, LeftOut leftOut, int depth = MostDepth)
    {
        var found = new List<string>();
        Walk(folder, depth, found, leftOut);
        return found;
    }

    /// <summary>The images in a folder itself, by name; what else is there is counted.</summary>
    public static List<string> OwnImages(string folder, LeftOut leftOut)
    {
        var found = new List<string>();
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            if (IsAnyImage(file)) found.Add(file);
            else leftOut.AddFile(file);
        }
        return found;
    }

    /// <summary>Whether there is an image in a folder or below it.</summary>
    public static bool HoldsImages(string folder, int depth = 0) =>
        Directory.EnumerateFiles(folder).Any(IsAnyImage)
        || (depth < MostDepth && Folders(folder).Any(inner => !IsLink(inner) && HoldsImages(inner, depth + 1)));

    private static void Walk(string folder, int deeper, List<string> found, LeftOut leftOut)
    {
        found.AddRange(OwnImages(folder, leftOut));
        foreach (string inner in Folders(folder))
        {
            if (IsLink(inner)) leftOut.Add("linked folder");
            else if (deeper > 0) Walk(inner, deeper - 1, found, leftOut);
            else leftOut.Add("folder too deep");
        }
    }

    // What macOS and Windows put beside images, and what begins with a dot.
    private static bool IsHidden(string path) => Path.GetFileName(path) is ['.', ..] or "__MACOSX";

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
