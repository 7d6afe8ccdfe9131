using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Glia.Kernels;

/// <summary>
/// A part of a file as memory. Nothing is read before it is looked at, nothing is copied, and the system takes the memory back where it
/// needs it. The mapping ends when nobody refers to it any more.
/// </summary>
/// <remarks>
/// Where a file is cut while it is mapped, looking at what is gone ends the process (SIGBUS on Unix; Windows does not let anybody cut it).
/// <see cref="IsWhole"/> asks the system for the length, and whoever reads asks it first; what is cut between the two is not caught.
/// </remarks>
public sealed unsafe partial class MappedBytes
{
    // What is read at a time where looks follow each other: a disk is at its full speed by then. Convention.
    private const int Piece = 4 << 20;

    // Looks at fewer rows than this follow each other only where one begins at the end of the last; more may leave some out.
    private const int FewRows = 8;

    // MADV_RANDOM of Linux and macOS.
    private const int Random = 1;

    [ThreadStatic] private static byte[]? s_scratch;

    private readonly SafeFileHandle _file;
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _start;
    private readonly long _offset;
    private long _lastEnd, _readTo;   // where looks follow each other; two threads may spoil it for each other, which costs time alone

    /// <summary>Maps a part of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How many bytes it has; at least 1.</param>
    /// <exception cref="IOException">The file cannot be opened, or ends before the part does.</exception>
    public MappedBytes(string path, long offset, long length)
        : this(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess), offset, length)
    {
    }

    /// <summary>Maps a part of an open file, which is closed when the mapping ends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How many bytes it has; at least 1.</param>
    /// <exception cref="IOException">The file ends before the part does, or cannot be mapped.</exception>
    public MappedBytes(SafeFileHandle file, long offset, long length)
    {
        (_file, _offset, Length) = (file, offset, length);
        if (!IsWhole) throw new EndOfStreamException($"the file ends before {offset + length:N0} bytes");
        using var map = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None,
            leaveOpen: true);
        // The accessor is not disposed of: the view ends with its handle, when nobody refers to it any more.
        MemoryMappedViewAccessor accessor = map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        _view = accessor.SafeMemoryMappedViewHandle;
        _start = (byte*)_view.DangerousGetHandle() + accessor.PointerOffset;
        // Left to itself the system reads up to 8 MB around each row that is not there yet: 83 GB an epoch were measured for 6.
        if (!OperatingSystem.IsWindows()) _ = Advise(_view.DangerousGetHandle(), (nuint)_view.ByteLength, Random);
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>How long the file is now.</summary>
    public long FileLength => RandomAccess.GetLength(_file);

    /// <summary>Whether the file still is as long as the part needs it to be.</summary>
    public bool IsWhole => FileLength >= _offset + Length;

    /// <summary>Some of the bytes.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all there.</exception>
    public ReadOnlySpan<byte> Slice(long start, int count)
    {
        if (start < 0 || count < 0 || start > Length - count) throw new ArgumentOutOfRangeException(nameof(start), start, "No such bytes.");
        return new(_start + start, count);
    }

    /// <summary>
    /// Has the system read some of the bytes into its memory, so that looking at them later does not wait for the disk.
    /// </summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many; those beyond the end are passed over.</param>
    /// <param name="scratch">Receives them, piece by piece.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void ReadAhead(long start, long count, Span<byte> scratch)
    {
        long end = Math.Min(start + count, Length);
        for (long at = start; at < end;)
        {
            int read = RandomAccess.Read(_file, scratch[..(int)Math.Min(scratch.Length, end - at)], _offset + at);
            if (read == 0) return;
            at += read;
        }
    }

    /// <summary>
    /// Told before rows are looked at: where such looks follow each other, more than they need is read from the disk at a time.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowLength">Bytes in a row.</param>
    public void Follow(ReadOnlySpan<int> rows, int rowLength)
    {
        // Rows that lie as close as those of a part that was drawn by chance, in their order.
        const int mostBetween = 8;
        if (rows.IsEmpty || rows[^1] < rows[0] || rows[^1] - rows[0] >= (long)mostBetween * rows.Length) return;
        long start = (long)rows[0] * rowLength, end = ((long)rows[^1] + 1) * rowLength, last = _lastEnd;
        _lastEnd = end;
        if (start != last && rows.Length < FewRows) return;
        bool follows = start >= last - rowLength && start - last <= (long)mostBetween * mostBetween * rowLength;
        if (!follows) _readTo = start;
        if (end <= _readTo) return;
        long to = Math.Max(end, follows ? start + Piece : end);
        ReadAhead(Math.Max(start, _readTo), to - Math.Max(start, _readTo), s_scratch ??= new byte[Piece]);
        _readTo = to;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    /// <summary>The first byte, for kernels; they keep the object alive.</summary>
    internal byte* Start => _start;
}
