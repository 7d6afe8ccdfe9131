namespace Glia.Tables.Text;

/// <summary>
/// Text whose runs of blanks and tabs are one blank each, none at the ends of a line: columns that are aligned by blanks become fields.
/// </summary>
internal sealed class SingleBlanks(TextReader inner) : TextReader
{
    private readonly char[] _block = new char[1 << 14];
    private int _at, _length;
    private bool _lineStart = true;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        int written = 0;
        while (written < buffer.Length && Next() is >= 0 and var c) buffer[written++] = (char)c;
        return written;
    }

    /// <inheritdoc/>
    public override int Read() => Next();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Next()
    {
        bool blank = false;
        while (Peeked() is ' ' or '\t')
        {
            blank = true;
            _at++;
        }
        int c = Peeked();
        bool ends = c is '\n' or '\r' or -1;
        if (blank && !_lineStart && !ends) return ' ';
        if (c < 0) return -1;
        _at++;
        _lineStart = ends;
        return c;
    }

    private int Peeked()
    {
        if (_at == _length) (_at, _length) = (0, inner.Read(_block, 0, _block.Length));
        return _length == 0 ? -1 : _block[_at];
    }
}
