using Glia.Data;
using Glia.Data.Mapped;
using Glia.Data.Readers;
using Glia.Files;

namespace Glia.Experiments;

/// <summary>The data of the files that the library itself reads, as an experiment takes them.</summary>
internal static class FileData
{
    /// <summary>Reads them. A validation part that the file comes with follows the training rows, and its test part comes last.</summary>
    /// <exception cref="GliaException">They do not exist, are of no known kind, or cannot be read.</exception>
    public static LoadedData Open(DataRequest request)
    {
        DataFileOptions options = OptionsOf(request);
        if (!request.NeedsTargets && LoneInputs.Read(request.Path, options) is { } inputs)
            return LoadedData.WithoutTargets(Lone(request, inputs));
        return Loaded(DataFile.Read(request.Path, options), request);
    }

    /// <summary>The same for arrays that were read from a file of another program.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="arrays">The arrays by name.</param>
    /// <exception cref="GliaException">Inputs or targets are not among them, or do not fit.</exception>
    public static LoadedData OfArrays(DataRequest request, IReadOnlyDictionary<string, NdArray> arrays)
    {
        DataFileOptions options = OptionsOf(request);
        if (!request.NeedsTargets && options.Targets is null)
        {
            // The one array there is, or the one of a usual name whose targets are not there.
            string? inputs = options.Inputs?[0] ?? (arrays.Count == 1 ? arrays.Keys.First() : arrays.Keys.FirstOrDefault(name =>
                ArrayFiles.Partner(name) is not null));
            if (inputs is not null && arrays.TryGetValue(inputs, out NdArray? alone) && !(ArrayFiles.Partner(inputs) is { } targets
                && arrays.ContainsKey(targets)))
                return LoadedData.WithoutTargets(ArrayFiles.ToFeatures(alone, $"{request.Path}, array {inputs},"));
        }
        var stored = arrays.ToDictionary(one => one.Key, one => (StoredArray)one.Value);
        return Loaded(ArrayFiles.FromArrays(stored, request.Path, options), request);
    }

    private static DataFileOptions OptionsOf(DataRequest request) => new()
    {
        Inputs = request.Data.Inputs,
        Targets = request.Data.Targets,
        SampleWeight = request.Data.SampleWeight,
        NeedsSampleWeight = request.NeedsSampleWeight,
        MapFrom = request.MapFrom,
    };

    private static LoadedData Loaded(DataFile file, DataRequest request)
    {
        LoadedData joined = LoadedParts.Join(
            Part(file.Inputs, file.Targets).WithSampleWeights(file.SampleWeights),
            file.ValidationInputs is { } validation
                ? Part(validation, file.ValidationTargets!).WithSampleWeights(file.ValidationSampleWeights)
                : null,
            file.TestInputs is { } test ? Part(test, file.TestTargets!).WithSampleWeights(file.TestSampleWeights) : null);
        if (file.Names is { } names)
            joined = joined with
            {
                Columns = names.Columns,
                FeatureNames = names.Features?.Length == joined.Inputs.Shape.Size ? names.Features : null,
                TargetNames = names.Targets,
            };
        return file.TargetsAreClasses ? joined.AsClasses(request.Path) : joined;

        LoadedData Part(Features inputs, NdArray targets)
        {
            Features made = file.Names?.Inputs(inputs, request.Model?.Preprocessing?.Columns, request.Path) ?? inputs;
            return file.Names?.InClasses(made, targets) ?? FileData.Part(made, targets);
        }
    }

    // Inputs that glia data made of a table, for the model that learned from its columns.
    private static Features Lone(DataRequest request, Features inputs)
    {
        if (request.Model?.Preprocessing?.Columns is not { } known) return inputs;
        bool isNpz = Path.GetExtension(request.Path).Equals(".npz", StringComparison.OrdinalIgnoreCase);
        IReadOnlyDictionary<string, StoredArray> arrays = isNpz
            ? Npz.Open(request.Path, Mapping.From)
            : ArrayFiles.NamesBeside(request.Path);
        return ArrayNames.Of(arrays, request.Path).Inputs(inputs, known, request.Path);
    }

    private static LoadedData Part(Features inputs, NdArray targets)
    {
        if (targets.IsText) return LoadedData.OfTexts(inputs, targets.ToStrings());
        return LoadedData.OfNumbers(inputs, TargetColumns.Numbers(targets));
    }
}
