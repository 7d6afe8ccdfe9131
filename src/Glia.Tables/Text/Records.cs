using Sylvan.Data.Csv;

namespace Glia.Tables.Text;

/// <summary>
/// The records of a table, one after the other, with the lines they begin in. Quoted fields may hold delimiters, line ends and doubled
/// quotes (RFC 4180).
/// </summary>
internal sealed class Records : TableRows
{
    // A record of more is a quote that was never closed.
    private const int MostRecord = 1 << 24;

    private readonly CsvDataReader _reader;
    private readonly string _name;
    private long _nextLine;

    /// <param name="text">The text; closed with the records.</param>
    /// <param name="delimiter">What separates fields.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="firstLine">The number of the line that the text begins with.</param>
    public Records(TextReader text, char delimiter, string name, long firstLine = 1)
    {
        (_name, _nextLine) = (name, firstLine);
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            // Whether a line with # in front is a comment depends on the table's width.
            Comment = '\0',
            BufferSize = 1 << 16,
            MaxBufferSize = MostRecord,
        };
        _reader = Guarded(() => CsvDataReader.Create(delimiter == ' ' ? new SingleBlanks(text) : text, options));
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _reader.GetFieldSpan(field);

    /// <inheritdoc/>
    public override bool Next()
    {
        do
        {
            Line = _nextLine;
            if (!Guarded(_reader.Read)) return false;
            Count = _reader.RowFieldCount;
            _nextLine = Line + LinesOf(_reader.GetRawRecordSpan());
        }
        while (Count == 0 || (Count == 1 && this[0].Length == 0));
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();

    // A record ends with its line; every further end of a line stands in quotes.
    private static long LinesOf(ReadOnlySpan<char> raw)
    {
        if (raw.Length > 0 && raw[^1] is '\n' or '\r') raw = raw[..^1];
        if (raw.Length > 0 && raw[^1] == '\r') raw = raw[..^1];
        long lines = 1 + raw.Count('\n');
        for (int i = raw.IndexOf('\r'); i >= 0 && i + 1 < raw.Length; i++)
            if (raw[i] == '\r' && raw[i + 1] != '\n') lines++;
        return lines;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException e)
        {
            throw new GliaException(
                $"{_name} opens a quote in line {Line} and never closes it; " +
                $"close it, or double it if it belongs to the text.", e);
        }
        catch (CsvFormatException e)
        {
            throw new GliaException(
                $"{_name}, line {Line}: a quote is never closed, or there is text after a closing one; " +
                $"double the quotes that belong to the text.", e);
        }
    }
}
