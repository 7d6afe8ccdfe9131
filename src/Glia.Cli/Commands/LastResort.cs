using Glia.Experiments;

namespace Glia.Cli.Commands;

/// <summary>
/// Brings a finished run to the disk although its folder cannot be written, on a full disk say: hours of training must not end in
/// nothing.
/// </summary>
internal static class LastResort
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Finishes the run folder. Where that fails whoever sits there is asked for another place; where nobody does, it goes to the
    /// temporary folder, and where
    /// that fails too it is tried again until there is room or the process is asked to end.
    /// </summary>
    /// <param name="terminal">Where to say so, to ask, and to hear that it shall end.</param>
    /// <param name="recorder">Writes the run folder.</param>
    /// <param name="run">What was run.</param>
    /// <param name="summary">What came out.</param>
    /// <returns>The folder in which everything is.</returns>
    /// <exception cref="GliaException">It was asked to end before anything could be written.</exception>
    public static string Finish(Terminal terminal, RunRecorder recorder, ExperimentRun run, RunSummary summary)
    {
        try
        {
            recorder.Finish(summary);
            return recorder.Folder;
        }
        catch (GliaException error)
        {
            terminal.Errors.WriteLine(error.Message);
            return terminal.Ask is null
                ? Somewhere(terminal, recorder, run, summary)
                : Asked(terminal, terminal.Ask, recorder, run, summary);
        }
    }

    private static string Asked(Terminal terminal, Func<string, string?> ask, RunRecorder recorder, ExperimentRun run, RunSummary summary)
    {
        const string Question = "Another folder for this run, or Enter to try the same again: ";
        while (!terminal.Interrupted.IsCancellationRequested && ask(Question) is { } answer)
        {
            try
            {
                if (answer.Trim().Length == 0) recorder.Finish(summary);
                else RunFolder.Write(Empty(answer.Trim()), run, summary);
                return answer.Trim().Length == 0 ? recorder.Folder : answer.Trim();
            }
            catch (GliaException error)
            {
                terminal.Errors.WriteLine(error.Message);
            }
        }
        return Somewhere(terminal, recorder, run, summary);
    }

    private static string Somewhere(Terminal terminal, RunRecorder recorder, ExperimentRun run, RunSummary summary)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(recorder.Folder)));
        for (bool told = false; ; told = true)
        {
            string other = RunFolder.Free(Path.Combine(Path.GetTempPath(), $"glia-{name}"));
            try
            {
                RunFolder.Write(other, run, summary);
                return other;
            }
            catch (GliaException error)
            {
                RunFolder.RemoveIncomplete(other);
                if (!told)
                {
                    terminal.Errors.WriteLine(
                        $"{error.Message} Until something is free it is tried again every {s_pause.TotalSeconds:0} seconds; " +
                        "Ctrl-C gives up and loses what is not written.");
                }
            }
            if (terminal.Interrupted.WaitHandle.WaitOne(s_pause))
                throw new GliaException($"Given up: the run could be written neither to {recorder.Folder} nor to {Path.GetTempPath()}.");
            if (IsFinished(recorder, summary)) return recorder.Folder;
        }
    }

    private static bool IsFinished(RunRecorder recorder, RunSummary summary)
    {
        try
        {
            recorder.Finish(summary);
            return true;
        }
        catch (GliaException)
        {
            return false;
        }
    }

    // A run that lies elsewhere is not overwritten in distress.
    private static string Empty(string folder) =>
        RunFolder.IsRun(folder) ? throw new GliaException($"{folder} already holds a run; choose another folder.") : folder;
}
