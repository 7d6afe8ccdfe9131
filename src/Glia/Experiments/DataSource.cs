using Glia.Files;

namespace Glia.Experiments;

/// <summary>Opens the data an experiment names: asks one opener after the other, and at last for what the library itself reads.</summary>
/// <param name="openers">Built-in names, pictures and the like, in the order they are asked. Each leaves to the others what is not of its kind.</param>
public sealed class DataSource(params DataOpener[] openers)
{
    /// <summary>Whether a missing value of a table becomes NaN, for an examination; else it is an error that names line and column.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>The data of an experiment.</summary>
    /// <param name="data">What to open.</param>
    /// <param name="folder">Where a relative path starts; the current folder if null.</param>
    /// <param name="model">The model that will use the data; null where it is still to be made.</param>
    /// <exception cref="GliaException">They do not exist, are of no known kind, cannot be read, or do not fit the model.</exception>
    public LoadedData Open(ExperimentData data, string? folder, Model? model = null)
    {
        string path = folder is null ? data.Source : Path.Combine(folder, data.Source);
        var request = new DataRequest(data, path) { Model = model, AllowMissing = AllowMissing };
        foreach (DataOpener opener in openers)
            if (opener(request) is { } opened) return opened;
        return FileData.Open(request);
    }
}
