namespace Glia.Experiments;

/// <summary>
/// Says that a process writes into a run folder. It lives as long as its process: of a killed one only the empty file stays, which
/// means nothing and is taken over by the next run.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>The file that is held open; gone when the run is over.</summary>
    public const string FileName = ".running";

    private readonly FileStream _held;

    private RunLock(FileStream held) => _held = held;

    /// <summary>Takes the lock of a folder.</summary>
    /// <param name="folder">The folder; must exist.</param>
    /// <exception cref="GliaException">Another run has it, or nothing can be written there.</exception>
    public static RunLock Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0,
                FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (IsTaken(folder))
        {
            throw new GliaException($"{folder} is being written by another run; wait for it or choose another folder.", error);
        }
    }

    /// <summary>Whether some process writes into a folder now.</summary>
    /// <param name="folder">The folder; need not exist.</param>
    public static bool IsTaken(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return false;
        try
        {
            // As a reader who shares with readers: only the run itself shares with nobody.
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
