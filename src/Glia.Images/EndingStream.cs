namespace Glia.Images;

/// <summary>
/// A file in memory whose end cannot be overlooked: reading there throws. The decoder takes the end for zeros, and looks for a marker
/// among them for ever.
/// </summary>
/// <param name="file">The bytes.</param>
/// <param name="length">How many of them there are to see.</param>
internal sealed class EndingStream(byte[] file, int length) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => _position; set => Seek(value, SeekOrigin.Begin); }

    /// <inheritdoc/>
    public override int ReadByte() => _position < length ? file[_position++] : throw Ended();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        if (_position >= length) throw Ended();
        int read = (int)Math.Min(buffer.Length, length - _position);
        file.AsSpan((int)_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length };
        // Backwards from where it stands would be a loop of another kind; only back to the start is asked for by an honest decoder.
        if (from + offset < _position && from + offset != 0) throw new IOException("the decoder was sent backwards");
        return _position = from + offset;
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static EndOfStreamException Ended() => new("it ends in the middle");
}
