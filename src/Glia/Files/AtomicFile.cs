namespace Glia.Files;

/// <summary>
/// Writes a file so that nobody ever sees half of it: into a temporary file in the same folder, flushed to the disk, then renamed.
/// If anything fails the temporary file is removed and what was there before stays.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file through <paramref name="write"/>. Missing folders are made. A link is followed, not replaced.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="write">Receives the stream of the temporary file; must not close it.</param>
    /// <exception cref="GliaException">The folder cannot be written or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, toDisk: true);

    /// <summary>
    /// The same. Without <paramref name="toDisk"/> the end of the process harms the file as little, but the end of the machine may:
    /// waiting for the
    /// disk takes ten times as long as writing a small model.
    /// </summary>
    internal static void Write(string path, Action<Stream> write, bool toDisk)
    {
        string? temporary = null;
        try
        {
            var file = new FileInfo(path);
            string target = (file.LinkTarget == null ? file : file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? ".");
            temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: toDisk);
            }
            File.Move(temporary, target, overwrite: true);
            temporary = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{path} cannot be written ({e.Message.TrimEnd('.')}); choose another place or free it.", e);
        }
        finally
        {
            if (temporary != null) Remove(temporary);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="text">Its whole content.</param>
    /// <exception cref="GliaException">The folder cannot be written or the disk is full.</exception>
    public static void WriteText(string path, string text) => WriteText(path, text, toDisk: true);

    /// <summary>The same; whether to wait for the disk is told by the other <c>Write</c>.</summary>
    internal static void WriteText(string path, string text, bool toDisk) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)), toDisk);

    /// <summary>
    /// Removes the temporary files that killed writers of a file left beside it. Only for whoever knows that nobody writes it now.
    /// </summary>
    internal static void RemoveLeftovers(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder)) return;
        // The name Write gives: that of the file, eight letters and three of Path.GetRandomFileName, .tmp.
        foreach (string leftover in Directory.GetFiles(folder, $"{Path.GetFileName(path)}.????????.???.tmp")) Remove(leftover);
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling; a leftover temporary file harms nothing.
        }
    }
}
