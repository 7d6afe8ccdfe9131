using Glia.Files;

namespace Glia.Experiments;

/// <summary>What somebody wants opened.</summary>
/// <param name="Data">What an experiment says of its data.</param>
/// <param name="Path">The source as a path, from the current folder or absolute. A built-in name is in <see cref="ExperimentData.Source"/>.</param>
public sealed record DataRequest(ExperimentData Data, string Path)
{
    /// <summary>The model that will use the data, whose columns and sizes they must have; null where a model is still to be made.</summary>
    public Model? Model { get; init; }

    /// <summary>Whether a missing value of a table becomes NaN, for an examination; else it is an error that names line and column.</summary>
    public bool AllowMissing { get; init; }
}

/// <summary>Opens data of one kind; null where the request is of another kind, so that the next opener is asked.</summary>
/// <param name="request">What is wanted.</param>
/// <exception cref="GliaException">The data are of this kind and cannot be read, or do not fit the model.</exception>
public delegate LoadedData? DataOpener(DataRequest request);
