using Glia.Experiments;

namespace Glia.Serve;

/// <summary>
/// The runs a server knows: those of its folder, and one that was named besides. A name from a request is looked up among what is there and
/// is never a path.
/// </summary>
/// <param name="folder">The folder with the run folders; need not exist.</param>
internal sealed class RunShelf(string folder)
{
    /// <summary>A run folder besides those of the folder; null for none. One of the folder is there once all the same.</summary>
    public string? Besides { get; set; }

    /// <summary>The folders of the runs under their names, the newest first.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All()
    {
        IEnumerable<string> inside = Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(RunFolder.IsRun) : [];
        IEnumerable<string> named = Besides is { } one && RunFolder.IsRun(one) ? [one] : [];
        // The named one first, so that its name is its own.
        return
        [
            .. named.Concat(inside.OrderByDescending(Directory.GetLastWriteTimeUtc)).DistinctBy(Path.GetFullPath).DistinctBy(Name)
                .Select(run => KeyValuePair.Create(Name(run), run)),
        ];
    }

    /// <summary>The folder of a run; null where there is none of that name.</summary>
    public string? Find(string name) => All().FirstOrDefault(run => run.Key == name).Value;

    /// <summary>What a run is called.</summary>
    public static string Name(string run) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));

    /// <summary>The address of a run's page.</summary>
    public static string Address(string name) => $"/runs/{Uri.EscapeDataString(name)}";
}
