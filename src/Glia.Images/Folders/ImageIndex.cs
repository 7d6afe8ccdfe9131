namespace Glia.Images.Folders;

/// <summary>
/// Finds the images of a folder by what a table calls them: the path from the folder, the name of the file, or the name without its ending.
/// Nothing outside the folder is ever found.
/// </summary>
internal sealed class ImageIndex
{
    // A name that stands for two files finds neither.
    private readonly Dictionary<string, string?> _paths = new(StringComparer.Ordinal);

    /// <summary>Looks through a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">How many levels of folders below it are looked into.</param>
    public ImageIndex(string folder, int depth = FolderTree.MostDepth)
    {
        Images = FolderTree.Images(folder, LeftOut, depth);
        var byPath = Images.ToDictionary(path => Key(Path.GetRelativePath(folder, path)), path => (string?)path, StringComparer.Ordinal);
        foreach (string path in Images)
        {
            string name = Path.GetFileName(path);
            Add(name, path);
            Add(Path.GetFileNameWithoutExtension(name), path);
        }
        foreach ((string key, string? path) in byPath) _paths[key] = path;
    }

    /// <summary>All images.</summary>
    public IReadOnlyList<string> Images { get; }

    /// <summary>What else the folder holds.</summary>
    public LeftOut LeftOut { get; } = new();

    /// <summary>The file a table means; null where there is none, or more than one.</summary>
    public string? Find(string written)
    {
        string key = Key(written);
        return _paths.GetValueOrDefault(key) ?? _paths.GetValueOrDefault(key[(key.LastIndexOf('/') + 1)..]);
    }

    private void Add(string key, string path)
    {
        if (!_paths.TryAdd(key, path) && _paths[key] != path) _paths[key] = null;
    }

    private static string Key(string path)
    {
        string key = path.Trim().Replace('\\', '/');
        return key.StartsWith("./", StringComparison.Ordinal) ? key[2..] : key;
    }
}
