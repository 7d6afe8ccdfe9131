namespace Glia.Images.Folders;

/// <summary>Counts what a folder holds besides its images, and says it in one sentence.</summary>
internal sealed class LeftOut
{
    private const int MostKinds = 6;

    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

    /// <summary>Counts something of a kind: <c>.txt</c>, <c>hidden</c>.</summary>
    public void Add(string kind) => _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;

    /// <summary>Counts a file that is no image.</summary>
    public void AddFile(string path)
    {
        string name = Path.GetFileName(path), extension = Path.GetExtension(name).ToLowerInvariant();
        if (name.StartsWith('.')) Add("hidden");
        else Add(extension.Length == 0 ? "without extension" : extension);
    }

    /// <summary>The sentence; null where nothing was left out.</summary>
    public string? Sentence()
    {
        if (_kinds.Count == 0) return null;
        int all = _kinds.Values.Sum();
        IEnumerable<string> kinds = _kinds.OrderByDescending(kind => kind.Value).Take(MostKinds).Select(kind => $"{kind.Value} {kind.Key}");
        string files = all == 1 ? "file that is no image" : "files that are no images";
        return $"left out: {all} {files} ({string.Join(", ", kinds)}{(_kinds.Count > MostKinds ? ", …" : "")})";
    }
}
