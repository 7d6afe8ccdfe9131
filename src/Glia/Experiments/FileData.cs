using Glia.Data;

namespace Glia.Experiments;

/// <summary>The data of the files that the library itself reads, as an experiment takes them.</summary>
internal static class FileData
{
    /// <summary>Reads them. The test part, where there is one, comes last.</summary>
    /// <exception cref="GliaException">They do not exist, are of no known kind, or cannot be read.</exception>
    public static LoadedData Open(DataRequest request)
    {
        ExperimentData data = request.Data;
        DataFile file = DataFile.Read(request.Path, new DataFileOptions { Inputs = data.Inputs, Targets = data.Targets, AllowMissing = request.AllowMissing });
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
