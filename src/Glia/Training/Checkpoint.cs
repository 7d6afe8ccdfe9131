namespace Glia.Training;

/// <summary>
/// Where a trainer stands, as one file, for a training loop of one's own on <see cref="Trainer.Step"/>. <see cref="Trainer.Fit"/> writes
/// its own: <see cref="FitOptions.Checkpoints"/>.
/// </summary>
/// <example>
/// <c>Checkpoint.Save("loop.checkpoint", trainer, own => own.Add("next_row", row))</c>, and after the start of the program
/// <c>if (File.Exists("loop.checkpoint")) Checkpoint.Load("loop.checkpoint", trainer, own => row = (int)own.Whole("next_row"))</c>
/// </example>
public static class Checkpoint
{
    private const string Own = "own";

    /// <summary>
    /// Writes weights, what optimizer and schedule keep, steps and epochs; beside the file and then renamed, so that it is whole or the one
    /// before stays. Between two steps.
    /// </summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="own">Takes down what the loop itself remembers; null for nothing.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public static void Save(string path, Trainer trainer, Action<StateWriter>? own = null)
    {
        var state = new StateWriter();
        TrainerState.Save(state.Section(TrainerState.Section), trainer);
        own?.Invoke(state.Section(Own));
        CheckpointFile.Write(path, state);
    }

    /// <summary>
    /// Puts a trainer where another one stood that has the same network, loss, optimizer, schedule and seed: its next step is the one that
    /// the other would have made, to the bit.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="own">Takes up what the loop itself remembered; null for nothing.</param>
    /// <exception cref="GliaException">The file is damaged, or of another network or optimizer. A damaged file changes nothing.</exception>
    public static void Load(string path, Trainer trainer, Action<StateReader>? own = null)
    {
        StateReader state = CheckpointFile.Read(path);
        TrainerState.Load(state.Section(TrainerState.Section), trainer);
        own?.Invoke(state.Section(Own));
    }
}
