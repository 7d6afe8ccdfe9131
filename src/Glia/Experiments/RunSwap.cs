using Glia.Files;

namespace Glia.Experiments;

/// <summary>
/// Puts a complete run into the place of another one, so that files of the two never lie side by side under their names, whenever the
/// process
/// ends: the new run is complete in a folder of its own before the old one is touched, the old one is gone before the first new file has
/// its
/// place, and what was interrupted is carried on by the next run. Only files of runs are touched, whatever else the folder holds.
/// </summary>
internal static class RunSwap
{
    /// <summary>Where in a run folder a complete run lies whose files are on their way up.</summary>
    public const string FinishedFolder = ".finished";

    /// <summary>Makes an empty folder for the run that is to replace another one; what a killed one left there is removed.</summary>
    /// <param name="folder">The run folder, locked by the caller.</param>
    public static string Begin(string folder)
    {
        string unfinished = Path.Combine(folder, RunFolder.UnfinishedFolder);
        Remove(unfinished);
        Directory.CreateDirectory(unfinished);
        return unfinished;
    }

    /// <summary>Replaces the run in the folder by the complete one in <see cref="RunFolder.UnfinishedFolder"/>.</summary>
    /// <param name="folder">The run folder, locked by the caller.</param>
    public static void Commit(string folder)
    {
        Directory.Move(Path.Combine(folder, RunFolder.UnfinishedFolder), Path.Combine(folder, FinishedFolder));
        CarryOn(folder);
    }

    /// <summary>Finishes what a killed process began; nothing if there is nothing to finish.</summary>
    /// <param name="folder">The run folder, locked by the caller.</param>
    public static void CarryOn(string folder)
    {
        string finished = Path.Combine(folder, FinishedFolder);
        if (!Directory.Exists(finished)) return;
        string[] waiting = [.. RunFolder.Files.Where(file => File.Exists(Path.Combine(finished, file)))];
        // While the first one waits none has moved: what lies there is of the old run, which may have a file that the new one lacks.
        if (waiting.Contains(RunFolder.Files[0]))
            foreach (string file in RunFolder.Files) File.Delete(Path.Combine(folder, file));
        foreach (string file in waiting) File.Move(Path.Combine(finished, file), Path.Combine(folder, file));
        Remove(finished);
    }

    /// <summary>Removes the files of a run, and its folder if nothing else is in it.</summary>
    /// <param name="folder">The folder; need not exist.</param>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (string file in RunFolder.Files)
        {
            string path = Path.Combine(folder, file);
            AtomicFile.RemoveLeftovers(path);
            File.Delete(path);
        }
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
