using Glia.Models;

namespace Glia.Experiments;

/// <summary>Opens the data an experiment names: asks one opener after the other, and at last for what the library itself reads.</summary>
/// <param name="openers">Built-in names, pictures and the like, in the order they are asked.
/// Each leaves to the others what is not of its kind.</param>
public sealed class DataSource(params DataOpener[] openers)
{
    /// <summary>The data of an experiment.</summary>
    /// <param name="data">What to open.</param>
    /// <param name="folder">Where a relative path starts; the current folder if null.</param>
    /// <param name="model">The model that will use the data; null where it is still to be made.</param>
    /// <param name="needsTargets">Whether rows without a target are of no use; predictions need none.</param>
    /// <exception cref="GliaException">They do not exist, are of no known kind, cannot be read, or do not fit the model.</exception>
    public LoadedData Open(ExperimentData data, string? folder, Model? model = null, bool needsTargets = true)
    {
        return Open(new DataRequest(data, PathOf(data, folder)) { Model = model, NeedsTargets = needsTargets });
    }

    /// <summary>Data to judge a finished network by: the test part that the source comes with, or all its rows.</summary>
    /// <param name="model">The model that will use the data.</param>
    /// <param name="source">A path or a name that an opener knows.</param>
    /// <param name="targets">The columns or the array with the right answers; null to find them.</param>
    /// <param name="needsTargets">Whether rows without a target are of no use; predictions need none.</param>
    /// <exception cref="GliaException">They do not exist, are of no known kind, cannot be read, or do not fit the model.</exception>
    public LoadedData OpenFor(Model model, string source, IReadOnlyList<string>? targets = null, bool needsTargets = true)
    {
        LoadedData data = Open(new ExperimentData { Source = source, Targets = targets }, folder: null, model, needsTargets);
        return data.StandardTestRows > 0 ? data.StandardTest() : data;
    }

    private static string PathOf(ExperimentData data, string? folder) => folder is null ? data.Source : Path.Combine(folder, data.Source);

    private LoadedData Open(DataRequest request)
    {
        LoadedData loaded = openers.Select(opener => opener(request)).FirstOrDefault(opened => opened is not null)
            ?? FileData.Open(request);
        if (request is { Data.SampleWeight: { } name, NeedsSampleWeight: true } && loaded.SampleWeights is null)
            throw new GliaException($"{request.Data.Source} has no sample weights '{name}': they are read with tables, .npz and .npy, " +
                "not with images; leave sample_weight out.");
        return loaded;
    }

    /// <summary>The data of an experiment, with the validation part that it names in another place.</summary>
    /// <param name="experiment">What to open.</param>
    /// <exception cref="GliaException">They do not exist, are of no known kind, cannot be read, or are not alike.</exception>
    public LoadedData Open(Experiment experiment)
    {
        return WithValidation(experiment, Open(experiment.Data, experiment.Folder));
    }

    /// <summary>
    /// The data of an experiment and the validation part that it names in another place; the data alone where it names none.
    /// </summary>
    /// <param name="experiment">What names it.</param>
    /// <param name="loaded">What <see cref="ExperimentData.Source"/> holds.</param>
    /// <exception cref="GliaException">The part does not exist, is of no known kind, cannot be read, or is not like the data.</exception>
    public LoadedData WithValidation(Experiment experiment, LoadedData loaded)
    {
        if (experiment.Training.ValidationData is not { IsStandard: false, IsNone: false } named) return loaded;
        // Images of the other source become what those of this one became.
        ExperimentData data = experiment.Data.As(loaded);
        ExperimentData asked = named.Source is { } source
            ? data with { Source = source }
            : data with { Inputs = [named.Inputs!], Targets = [named.Targets!], SampleWeight = named.SampleWeight };
        int test = loaded.StandardTestRows, training = loaded.Rows - test - loaded.StandardValidationRows;
        try
        {
            LoadedData other = Open(new DataRequest(asked, PathOf(asked, experiment.Folder))
            {
                Columns = loaded.Columns,
                NeedsSampleWeight = named.Source is null,
            });
            // Every row of the training part of the other source validates; its own test part has nothing to do here.
            return LoadedParts.Join(
                loaded.Part(0, training),
                other.Part(0, other.Rows - other.StandardTestRows - other.StandardValidationRows),
                test > 0 ? loaded.StandardTest() : null);
        }
        catch (GliaException error)
        {
            throw new GliaException($"training.validation_data does not fit {experiment.Data.Source}: {error.Message}", error);
        }
    }
}
