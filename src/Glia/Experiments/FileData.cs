using Glia.Data;
using Glia.Data.Readers;

namespace Glia.Experiments;

/// <summary>The data of the files that the library itself reads, as an experiment takes them.</summary>
internal static class FileData
{
    /// <summary>Reads them. A validation part that the file comes with follows the training rows, and its test part comes last.</summary>
    /// <exception cref="GliaException">They do not exist, are of no known kind, or cannot be read.</exception>
    public static LoadedData Open(DataRequest request)
    {
        ExperimentData data = request.Data;
        var options = new DataFileOptions
        {
            Inputs = data.Inputs,
            Targets = data.Targets,
            SampleWeight = data.SampleWeight,
            NeedsSampleWeight = request.NeedsSampleWeight,
        };
        if (!request.NeedsTargets && LoneInputs.Read(request.Path, options) is { } inputs) return LoadedData.WithoutTargets(inputs);
        DataFile file = DataFile.Read(request.Path, options);
        LoadedData joined = LoadedParts.Join(
            Part(file.Inputs, file.Targets).WithSampleWeights(file.SampleWeights),
            file.ValidationInputs is { } validation
                ? Part(validation, file.ValidationTargets!).WithSampleWeights(file.ValidationSampleWeights)
                : null,
            file.TestInputs is { } test ? Part(test, file.TestTargets!).WithSampleWeights(file.TestSampleWeights) : null);
        return file.TargetsAreClasses ? joined.AsClasses(request.Path) : joined;
    }

    private static LoadedData Part(Features inputs, NdArray targets)
    {
        if (targets.IsText) return LoadedData.OfTexts(inputs, targets.ToStrings());
        float[] values = targets.ToSingles();
        return LoadedData.OfNumbers(inputs, targets.Rank == 1 ? new Targets(values) : new Targets(values, targets.Shape[1]));
    }
}
