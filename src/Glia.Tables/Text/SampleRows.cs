using Glia.Data.Columns;
using Glia.Tables.Columns;

namespace Glia.Tables.Text;

/// <summary>The first records of a text, parted by one delimiter, and how much they look like a table.</summary>
internal sealed class SampleRows
{
    private const int MostRows = 200;

    /// <summary>
    /// Records of one width weigh more than what their fields look like: "x, 1 a" under a header without commas is one field.
    /// </summary>
    public const double Regularity = 4;
    private readonly List<string[]> _rows;
    private readonly List<long> _lines;

    private SampleRows(char delimiter, List<string[]> rows, List<long> lines)
    {
        (Delimiter, _rows, _lines) = (delimiter, rows, lines);
        Width = rows.Count == 0 ? 0 : rows.GroupBy(row => row.Length).OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Key).First().Key;
        // Two lines of which the first is the header: R leaves one name out, an export ends each line with a delimiter.
        LastIsEmpty = Width > 1 && rows.All(row => row.Length < Width || row[Width - 1].AsSpan().IsWhiteSpace());
    }

    /// <summary>What parts the fields.</summary>
    public char Delimiter { get; }

    /// <summary>How many fields most records have.</summary>
    public int Width { get; }

    /// <summary>Whether the last field is empty in every record.</summary>
    public bool LastIsEmpty { get; }

    /// <summary>How many records there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The fields of a record.</summary>
    public string[] this[int row] => _rows[row];

    /// <summary>
    /// How many lines stand before the first record that is more than a line of one field; 0 where the table begins at once.
    /// </summary>
    public int TitleLines
    {
        get
        {
            int first = _rows.FindIndex(row => row.Length > 1 && row.Count(text => text.Length > 0) > 1);
            return Width < 2 || first <= 0 ? 0 : (int)(_lines[first] - 1);
        }
    }

    /// <summary>
    /// How likely it is that this delimiter is meant: the share of records that have the usual width, and the share of fields that are
    /// numbers,
    /// dates or missing, because a wrong delimiter cuts them. 5,14;3,37 are two numbers with a decimal comma, and by commas none.
    /// </summary>
    public double Score
    {
        get
        {
            int read = 0, all = 0;
            foreach (string[] row in _rows)
                foreach (string text in row)
                {
                    all++;
                    if (IsValue(text)) read++;
                }
            return all == 0 ? 0 : Regularity * _rows.Count(row => row.Length == Width) / _rows.Count + 0.5 * read / all +
                (_rows.Count > 1 ? 0 : 1e-3 * Width);
        }
    }

    /// <summary>Reads the first records, up to one whose quotes are broken.</summary>
    public static SampleRows Read(string sample, char delimiter, string name)
    {
        var rows = new List<string[]>();
        var lines = new List<long>();
        try
        {
            using var records = new Records(new StringReader(sample), delimiter, name);
            while (rows.Count < MostRows && records.Next())
            {
                var row = new string[records.Count];
                for (int i = 0; i < row.Length; i++) row[i] = records[i].ToString();
                rows.Add(row);
                lines.Add(records.Line);
            }
        }
        catch (GliaException)
        {
            // By another delimiter the quotes may be right; if by none, the whole text says where they are not.
        }
        // The sample may cut its last record.
        if (rows.Count is > 2 and < MostRows) (rows, lines) = (rows[..^1], lines[..^1]);
        return new SampleRows(delimiter, rows, lines);
    }

    /// <summary>The same records without those before the table.</summary>
    public SampleRows WithoutTitle()
    {
        int first = _rows.FindIndex(row => row.Length > 1 && row.Count(field => field.Length > 0) > 1);
        return new SampleRows(Delimiter, _rows[first..], _lines[first..]);
    }

    /// <summary>Whether a field is a number or a date in any format, or missing: a value and no word.</summary>
    public static bool IsValue(string field) =>
        MissingMarks.AmongNumbers(field) || new NumberEvidence().Add(field)
        || Enum.GetValues<DateOrder>().Any(order => DateText.TryRead(field, order, out _));
}
