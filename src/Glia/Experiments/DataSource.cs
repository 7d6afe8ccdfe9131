using Glia.Data;

namespace Glia.Experiments;

/// <summary>Opens the data an experiment names.</summary>
/// <param name="builtIn">Gives the data of a built-in name such as <c>mnist</c>; null for a name that is none.</param>
public sealed class DataSource(Func<string, LoadedData?> builtIn)
{
    /// <summary>Whether a missing value of a table becomes NaN, for who wants to look at it; else it is an error that names line and column.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>The data of an experiment.</summary>
    /// <param name="data">What to open.</param>
    /// <param name="folder">Where a relative path starts; the current folder if null.</param>
    /// <exception cref="GliaException">They do not exist, are of no known kind, or cannot be read.</exception>
    public LoadedData Open(ExperimentData data, string? folder)
    {
        if (builtIn(data.Source) is { } known) return known;
        DataFile file = DataFile.Read(folder is null ? data.Source : Path.Combine(folder, data.Source), new DataFileOptions { Inputs = data.Inputs, Targets = data.Targets, AllowMissing = AllowMissing });
        Features inputs = file.TestInputs is null ? file.Inputs : Joined(file.Inputs, file.TestInputs);
        LoadedData loaded = file.Targets.IsText
            ? LoadedData.OfTexts(inputs, [.. file.Targets.ToStrings(), .. file.TestTargets?.ToStrings() ?? []])
            : LoadedData.OfNumbers(inputs, Numbers(file));
        return (file.TargetsAreClasses && loaded.Numbers is { } numbers ? LoadedData.OfNumberedClasses(inputs, numbers) : loaded) with
        {
            StandardTestRows = file.TestInputs?.Rows ?? 0,
            FeatureNames = file.FeatureNames is { } names ? [.. names] : null,
        };
    }

    private static Targets Numbers(DataFile file)
    {
        float[] values = [.. file.Targets.ToSingles(), .. file.TestTargets?.ToSingles() ?? []];
        return file.Targets.Rank == 1 ? new Targets(values) : new Targets(values, file.Targets.Shape[1]);
    }

    // The two parts of a source as one, the test part last; bytes stay bytes.
    private static Features Joined(Features first, Features last)
    {
        if (first is ByteFeatures a && last is ByteFeatures b) return new ByteFeatures((byte[])[.. a.Values, .. b.Values], first.Shape);
        int size = first.Shape.Size;
        var values = new float[checked((first.Rows + last.Rows) * size)];
        first.Gather([.. Enumerable.Range(0, first.Rows)], values.AsSpan(0, first.Rows * size));
        last.Gather([.. Enumerable.Range(0, last.Rows)], values.AsSpan(first.Rows * size));
        return new FloatFeatures(values, first.Shape);
    }
}
