using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Glia.Cli;

/// <summary>
/// Standard output or standard error, surviving its reader: a closed pipe, a full disk, a terminal that is gone. What can no longer be
/// written is
/// dropped, so that no training ends because nobody looks, and <see cref="Lost"/> says so.
/// </summary>
/// <param name="inner">Where to.</param>
internal sealed class ForgivingStream(Stream inner) : Stream
{
    // EAGAIN on Linux and on macOS: the reader of a pipe that does not wait is slow.
    private static readonly int[] s_tryAgain = [11, 35];
    // EPIPE, the same on both: the reader has seen enough, as head does.
    private const int ClosedPipe = 32;
    private const int WaitMilliseconds = 10;

    /// <summary>Why nothing is written any more; null as long as everything was.</summary>
    public IOException? Lost { get; private set; }

    /// <summary>Whether the reader has gone, which is no accident.</summary>
    public bool IsReaderGone => Lost?.HResult == ClosedPipe;

    /// <summary>The process's standard output.</summary>
    public static ForgivingStream OfOutput() =>
        new(Console.IsOutputRedirected && Pipe(1) is { } pipe ? pipe : Console.OpenStandardOutput());

    /// <summary>The process's standard error.</summary>
    public static ForgivingStream OfErrors() =>
        new(Console.IsErrorRedirected && Pipe(2) is { } pipe ? pipe : Console.OpenStandardError());

    /// <summary>Text into the stream as a console writes it: every line at once, without a byte order mark.</summary>
    public TextWriter ToWriter(Encoding encoding) =>
        new StreamWriter(this, encoding.Preamble.IsEmpty ? encoding : new UTF8Encoding(false), bufferSize: 256) { AutoFlush = true };

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (Lost is null)
        {
            try
            {
                inner.Write(buffer);
                return;
            }
            catch (IOException error) when (s_tryAgain.Contains(error.HResult))
            {
                Thread.Sleep(WaitMilliseconds);
            }
            catch (IOException error)
            {
                Lost = error;
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // .NET's own console stream says nothing about a pipe whose reader is gone. What is no pipe keeps it: a file that standard error
    // shares has one
    // position for both, which a file stream of our own would not know.
    private static FileStream? Pipe(int descriptor)
    {
        if (OperatingSystem.IsWindows()) return null;
        try
        {
            var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
