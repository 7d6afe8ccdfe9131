using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Files;

namespace Glia.Tables.Text;

/// <summary>
/// The bytes that a gzip file packs. At their end the checksum and the length that close the file are compared, because the runtime's
/// stream takes a file that was cut off for a shorter one.
/// </summary>
internal sealed class PackedText : Stream
{
    // RFC 1952: ten bytes and more open the file, the checksum and the length close it, four bytes each.
    private const int HeaderBytes = 10, TrailerBytes = 8;

    private readonly BudgetedStream _unpacked;
    private readonly string _name;
    private readonly uint _checksum, _length;
    private bool _checked;

    /// <param name="packed">The file; closed with this.</param>
    /// <param name="name">What messages call it.</param>
    public PackedText(Stream packed, string name)
    {
        _name = name;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        // What has no room for both has no checksum that could fit.
        trailer.Fill(0xff);
        if (packed.Length >= HeaderBytes + TrailerBytes)
        {
            packed.Position = packed.Length - TrailerBytes;
            packed.ReadExactly(trailer);
        }
        packed.Position = 0;
        _checksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        _length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        _unpacked = new BudgetedStream(new GZipStream(packed, CompressionMode.Decompress), BudgetedStream.BudgetOf(packed.Length), name);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _unpacked.Consumed; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = _unpacked.Read(buffer);
        if (count == 0 && buffer.Length > 0 && !_checked) Check();
        return count;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        _checked = true;
        if (_unpacked.Checksum == _checksum && (uint)_unpacked.Consumed == _length) return;
        throw new GliaException(
            $"{_name} cannot be read to its end: its checksum does not fit, so it is cut off, damaged, or several archives in a row; " +
            $"copy it again, or unpack it first.");
    }
}
