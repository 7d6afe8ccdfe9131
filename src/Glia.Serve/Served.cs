using Glia.Experiments;
using Glia.Models;
using Glia.Report;
using Glia.Training;

namespace Glia.Serve;

/// <summary>What a server was started for: where its first page leads. The runs of its folder are there besides.</summary>
public abstract record Served
{
    private Served()
    {
    }

    /// <summary>The runs of a folder, side by side.</summary>
    public sealed record Runs : Served;

    /// <summary>Networks to be broken and mended.</summary>
    public sealed record Lab : Served;

    /// <summary>A run, over or not.</summary>
    /// <param name="Folder">Its folder.</param>
    public sealed record Run(string Folder) : Served;

    /// <summary>A model, to be tried.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Model">The model.</param>
    public sealed record Trained(string Name, Model Model) : Served;

    /// <summary>An experiment that is run while the server answers.</summary>
    /// <param name="Name">What its run folder is called, if the experiment has no name.</param>
    /// <param name="Prepared">What to run.</param>
    public sealed record Training(string Name, ExperimentRun Prepared) : Served
    {
        /// <summary>The run folder; null for one of its own in <c>runs</c>.</summary>
        public string? Folder { get; init; }

        /// <summary>The run that is gone on with, read; null to begin one.</summary>
        public ResumedRun? Resumed { get; init; }

        /// <summary>How often it writes down where it stands.</summary>
        public CheckpointInterval Checkpoints { get; init; } = CheckpointInterval.Cheap;

        /// <summary>Whether the doctor watches; not where a run is gone on with, whose first steps it did not see.</summary>
        public bool Doctor { get; init; }

        /// <summary>Hears in sentences what is to be known where nobody may look: where everything is, what cannot be written.</summary>
        public Action<string> Tell { get; init; } = _ => { };
    }

    /// <summary>Something that the doctor examines while the server answers, a program say.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Examine">Examines it until it is told to end; called again when somebody asks for that.</param>
    public sealed record Examined(string Name, Func<CancellationToken, ReportDocument> Examine) : Served;
}
