namespace Glia.Data.Readers;

/// <summary>
/// The records of comma-separated text, one after the other, by RFC 4180: quoted fields may hold delimiters, line ends and doubled quotes.
/// Lines end in LF, CRLF or CR; empty lines are left out.
/// </summary>
internal sealed class CsvRecords
{
    private const int End = -1;

    private readonly TextReader _reader;
    private readonly string _name;
    private readonly char[] _block = new char[1 << 16];
    private int _blockLength, _blockAt;
    private int _nextLine = 1;

    private char[] _text = new char[256];
    private int _length;
    private int[] _ends = new int[16];

    /// <param name="reader">The text.</param>
    /// <param name="delimiter">What separates fields; null: the comma, semicolon or tab that the first line has most of.</param>
    /// <param name="name">What messages call the file.</param>
    public CsvRecords(TextReader reader, char? delimiter, string name)
    {
        (_reader, _name) = (reader, name);
        Fill();
        Delimiter = delimiter ?? MostFrequent(_block.AsSpan(0, _blockLength));
    }

    /// <summary>What separates fields.</summary>
    public char Delimiter { get; }

    /// <summary>How many fields the record has.</summary>
    public int Count { get; private set; }

    /// <summary>The line the record begins in, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>A field of the record, valid until the next one.</summary>
    public ReadOnlySpan<char> this[int field] => _text.AsSpan(0, _ends[field])[(field == 0 ? 0 : _ends[field - 1])..];

    /// <summary>Goes to the next record.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="GliaException">A quote is not closed, or text follows one that is.</exception>
    public bool Next()
    {
        while (true)
        {
            (Count, _length, Line) = (0, 0, _nextLine);
            int end;
            bool quoted = false;
            do
            {
                end = ReadField(ref quoted);
                if (Count == _ends.Length) Array.Resize(ref _ends, 2 * Count);
                _ends[Count++] = _length;
            }
            while (end == Delimiter);
            bool empty = Count == 1 && _length == 0 && !quoted;
            if (!empty) return true;
            if (end == End) return false;
        }
    }

    /// <summary>Reads one field and what ends it: the delimiter, a line feed, or the end of the text.</summary>
    private int ReadField(ref bool quoted)
    {
        int c = Read();
        if (c == '"')
        {
            quoted = true;
            return ReadQuoted();
        }
        while (c != Delimiter && c != '\n' && c != End)
        {
            Append((char)c);
            c = Read();
        }
        return c;
    }

    private int ReadQuoted()
    {
        int line = _nextLine;
        while (true)
        {
            int c = Read();
            if (c == End) throw new GliaException($"{_name} opens a quote in line {line} and never closes it; close it or double it if it belongs to the text.");
            if (c != '"')
            {
                Append((char)c);
                continue;
            }
            c = Read();
            if (c == Delimiter || c == '\n' || c == End) return c;
            if (c != '"') throw new GliaException($"{_name}, line {_nextLine}: there is text after a closing quote; double the quotes that belong to the text.");
            Append('"');
        }
    }

    /// <summary>The next character; every kind of line end is a line feed.</summary>
    private int Read()
    {
        if (_blockAt == _blockLength && !Fill()) return End;
        char c = _block[_blockAt++];
        if (c == '\r')
        {
            if ((_blockAt < _blockLength || Fill()) && _block[_blockAt] == '\n') _blockAt++;
            c = '\n';
        }
        if (c == '\n') _nextLine++;
        return c;
    }

    private bool Fill()
    {
        (_blockAt, _blockLength) = (0, _reader.Read(_block, 0, _block.Length));
        return _blockLength > 0;
    }

    private void Append(char c)
    {
        if (_length == _text.Length) Array.Resize(ref _text, 2 * _length);
        _text[_length++] = c;
    }

    private static char MostFrequent(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> candidates = [',', ';', '\t'];
        Span<int> counts = new int[candidates.Length];
        bool quoted = false, any = false;
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
            if (c is '\n' or '\r' && !quoted && any) break;
            any |= c is not ('\n' or '\r');
            if (!quoted && candidates.IndexOf(c) is >= 0 and var found) counts[found]++;
        }
        int best = 0;
        for (int i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best]) best = i;
        return candidates[best];
    }
}
