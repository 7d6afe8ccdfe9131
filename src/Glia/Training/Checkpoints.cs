namespace Glia.Training;

/// <summary>
/// Where and how often a run writes down where it stands, so that it can be ended at any moment and go on: the same program started again
/// goes on after the last checkpoint, to the same weights, bit for bit, as a run that was never ended.
/// </summary>
/// <param name="Folder">
/// The folder of the two files, the last checkpoint and the one before; made if it does not exist. One run at a time may use it.
/// </param>
/// <example><c>new FitOptions { Epochs = 50, Checkpoints = new Checkpoints("long-run") }</c></example>
public sealed record Checkpoints(string Folder)
{
    /// <summary>How often; by default as often as costs next to nothing.</summary>
    public CheckpointInterval Every { get; init; }

    /// <summary>
    /// Whether the run goes on from what is in the folder, where there is something; if not, it begins, and replaces it. A run that is over
    /// leaves its last checkpoint, so that the program started again does not train again: remove the folder, or say false, to begin anew.
    /// </summary>
    public bool Resume { get; init; } = true;

    /// <summary>Whether a run that is over leaves a checkpoint that says so.</summary>
    internal bool KeepsEnd { get; init; } = true;

    /// <summary>
    /// Hears, in a sentence, what happened to a checkpoint: that one is damaged and the one before is used, that none can be written now
    /// and training goes on. Null for nobody.
    /// </summary>
    public Action<string>? Tell { get; init; }
}
