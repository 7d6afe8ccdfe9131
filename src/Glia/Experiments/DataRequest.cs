using Glia.Data.Columns;
using Glia.Data.Mapped;
using Glia.Models;

namespace Glia.Experiments;

/// <summary>What somebody wants opened.</summary>
/// <param name="Data">What an experiment says of its data.</param>
/// <param name="Path">The source as a path, from the current folder or absolute. A built-in name is in
/// <see cref="ExperimentData.Source"/>.</param>
public sealed record DataRequest(ExperimentData Data, string Path)
{
    /// <summary>The model that will use the data, whose columns and sizes they must have; null where a model is still to be made.</summary>
    public Model? Model { get; init; }

    /// <summary>
    /// The columns that a table must have, as those of the table it is joined to;
    /// null where they are to be found out or the model knows them.
    /// </summary>
    public TableColumns? Columns { get; init; }

    /// <summary>
    /// Whether the weights that <see cref="ExperimentData.SampleWeight"/> names must be there; rows to validate by may come without.
    /// </summary>
    public bool NeedsSampleWeight { get; init; } = true;

    /// <summary>From how many bytes on an array stays in its file.</summary>
    internal long MapFrom { get; init; } = Mapping.From;

    /// <summary>Whether rows without a target are of no use, as in training and evaluation; predictions need none.</summary>
    public bool NeedsTargets { get; init; } = true;
}

/// <summary>Opens data of one kind; null where the request is of another kind, so that the next opener is asked.</summary>
/// <param name="request">What is wanted.</param>
/// <exception cref="GliaException">The data are of this kind and cannot be read, or do not fit the model.</exception>
public delegate LoadedData? DataOpener(DataRequest request);
