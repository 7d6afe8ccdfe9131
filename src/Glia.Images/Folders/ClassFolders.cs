using Glia.Experiments;

namespace Glia.Images.Folders;

/// <summary>A folder with a folder a class, or with such folders in <c>train</c>, <c>val</c> and <c>test</c>.</summary>
internal static class ClassFolders
{
    private const int MostShown = 10;

    /// <summary>The images of a folder, each with the name of the class folder it lies in or below.</summary>
    /// <exception cref="GliaException">No folder stands for a class.</exception>
    public static ImageListing List(string root)
    {
        string folder = Inner(root);
        var leftOut = new LeftOut();
        var items = new List<ImageItem>();
        string[] folders = FolderTree.Folders(folder);
        List<string> loose = FolderTree.OwnImages(folder, leftOut);
        var notes = new List<string>();
        if (PartNames.Of(folders.Select(Name)) is { } parts)
        {
            foreach (string part in folders)
            {
                if (!parts.TryGetValue(Name(part), out SourcePart kind))
                {
                    notes.Add($"left out: the folder {Name(part)}, which is neither train nor val nor test");
                    continue;
                }
                loose.AddRange(FolderTree.OwnImages(part, leftOut));
                items.AddRange(FolderTree.Folders(part).SelectMany(inner => Class(inner, kind, leftOut, notes)));
            }
        }
        else
        {
            items.AddRange(folders.SelectMany(inner => Class(inner, SourcePart.Training, leftOut, notes)));
        }
        if (items.Count == 0)
            throw new GliaException($"{root} holds images but nothing says what they show; " +
                "put those of each class into a folder with its name, "
                + "or add a .csv with a column of file names and one of labels.");
        string many = loose.Count == 1 ? "image" : "images";
        if (loose.Count > 0)
            notes.Add($"left out: {loose.Count:N0} {many} beside the folders of classes, such as {Path.GetFileName(loose[0])}");
        if (leftOut.Sentence() is { } others) notes.Add(others);
        return new ImageListing(ImageListing.InOrder(items), [Classes(items), .. notes]);
    }

    private static IEnumerable<ImageItem> Class(string folder, SourcePart part, LeftOut leftOut, List<string> notes)
    {
        List<string> images = FolderTree.Images(folder, leftOut);
        if (images.Count == 0) notes.Add($"left out: the folder {Name(folder)}, which holds no image");
        string[] label = [Name(folder)];
        return images.Select(path => new ImageItem(path, label, part));
    }

    // An archive often holds one folder that holds all the others.
    private static string Inner(string folder)
    {
        while (FolderTree.Folders(folder) is [var only] && !Directory.EnumerateFiles(folder).Any(FolderTree.IsAnyImage)
            && !Directory.EnumerateFiles(only).Any(FolderTree.IsAnyImage) && FolderTree.Folders(only).Length > 0) folder = only;
        return folder;
    }

    private static string Classes(List<ImageItem> items)
    {
        var classes = items.GroupBy(item => item.Targets[0]).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        string shown = string.Join(", ", classes.Take(MostShown).Select(group => $"{group.Key} {group.Count():N0}"));
        string more = classes.Count > MostShown ? $", … ({classes.Count:N0} classes)" : "";
        return $"{items.Count:N0} images, a folder a class: {shown}{more}";
    }

    private static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
}
