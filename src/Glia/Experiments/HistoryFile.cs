using System.Text;
using Glia.Files;

namespace Glia.Experiments;

/// <summary>
/// A <c>history.csv</c> that grows. Each line is one write to the end of the file, so that whoever reads it meanwhile sees whole lines;
/// what a full
/// disk refused is written with the next line.
/// </summary>
internal sealed class HistoryFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly StringBuilder _waiting = new();
    private long _whole;

    /// <summary>Begins the table.</summary>
    /// <param name="path">Its file; replaced if it exists.</param>
    /// <param name="table">What is in it from the beginning: the header, and the lines of epochs that are over.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public HistoryFile(string path, string table)
    {
        AtomicFile.WriteText(path, table, toDisk: false);
        // No buffer: a line reaches the file when Append returns, or not at all.
        _stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _whole = _stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line with its end.</param>
    /// <exception cref="IOException">It could not be written now; it is tried again with the next one.</exception>
    public void Append(string line)
    {
        byte[] text = Encoding.UTF8.GetBytes(_waiting.Append(line).ToString());
        try
        {
            _stream.Position = _whole;
            _stream.Write(text);
        }
        catch (IOException)
        {
            // A full disk takes the beginning of a line: it goes again.
            _stream.SetLength(_whole);
            throw;
        }
        _whole += text.Length;
        _waiting.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
