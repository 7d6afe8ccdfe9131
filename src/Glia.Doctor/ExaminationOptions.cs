using Glia.Experiments;
using Glia.Kernels;

namespace Glia.Doctor;

/// <summary>How far an examination goes, and what it may use.</summary>
public sealed record ExaminationOptions
{
    /// <summary>The most expensive tier to use. It concerns experiments; traces, models and data alone are always examined whole.</summary>
    public Tier UpTo { get; init; } = Tier.Experiments;

    /// <summary>The threads to use; all processors if null. The verdict is the same for any number.</summary>
    public Workers? Workers { get; init; }

    /// <summary>Ends the examination of an experiment, after the step or the rule in progress.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Where the data that a path names come from; without openers of its own, what the library itself reads.</summary>
    public DataSource Sources { get; init; } = new();

    /// <summary>
    /// The data to judge a model by: a path or a name that <see cref="Sources"/> opens; only with a model file or a run folder.
    /// </summary>
    public string? Data { get; init; }

    /// <summary>Opens a model of another program's format; gives null for what is none. Null where there are no such formats.</summary>
    public Func<string, OpenedModel?>? OpenModel { get; init; }

    /// <summary>The columns or the array with the right answers; null to find them.</summary>
    public IReadOnlyList<string>? Targets { get; init; }
}

/// <summary>A model out of another program's file.</summary>
/// <param name="Model">The model.</param>
/// <param name="Training">How it was to be trained, as the part <c>training</c> of an experiment file says it; null where the file does not
/// say.</param>
public sealed record OpenedModel(Models.Model Model, System.Text.Json.Nodes.JsonObject? Training);
