namespace Glia.Files;

/// <summary>
/// Passes unpacked bytes on until there are absurdly many for the packed ones: what a packed file declares about its sizes is not asked.
/// </summary>
/// <param name="inner">The unpacking stream; closed with this one.</param>
/// <param name="budget">How many bytes may come.</param>
/// <param name="name">What the message calls the file.</param>
internal sealed class BudgetedStream(Stream inner, long budget, string name) : Stream
{
    // Deflate can reach a thousandfold; real data stay far below. What is small anyway may be all zeros.
    private const long AlwaysAllowed = 64 << 20;
    private const long AllowedRatio = 250;

    /// <summary>How many bytes have come.</summary>
    public long Consumed { get; private set; }

    /// <summary>The check sum of what has come, as zip files keep it.</summary>
    public uint Checksum { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Consumed; set => throw new NotSupportedException(); }

    /// <summary>What a packed file of a length may unpack to.</summary>
    public static long BudgetOf(long packedLength) => Math.Max(AlwaysAllowed, AllowedRatio * packedLength);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Consumed += read;
        Checksum = Crc32.Of(buffer[..read], Checksum);
        return Consumed <= budget
            ? read
            : throw new GliaException($"{name} unpacks to more than {AllowedRatio} times its size, which no real data does; " +
                "make it again from the original.");
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
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
