using Glia.Data.Columns;

namespace Glia.Tables.Columns;

/// <summary>What one look at all fields of a column has found; it keeps a bounded number of them.</summary>
internal sealed class ColumnProfile(string name, bool hasHeading, ColumnUse? declared = null)
{
    // Far more than become features, so that the frequent values of a long list are found; a few MB a column.
    private const int MostValues = 10_000, MostText = 256;

    private readonly Dictionary<string, int> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _otherSpellings = [];
    private long _distinctUntil;

    /// <summary>What the column is called.</summary>
    public string Name => name;

    /// <summary>Whether its name is its heading, and not its place in a table without a line of names.</summary>
    public bool HasHeading => hasHeading;

    /// <summary>What the file itself says that the column holds; null where it does not say.</summary>
    public ColumnUse? Declared => declared;

    /// <summary>How many fields there are.</summary>
    public long Rows { get; private set; }

    /// <summary>How many fields are empty or a question mark.</summary>
    public long Empty { get; private set; }

    /// <summary>How many further fields say by a word or sign that there is no number.</summary>
    public long Marks { get; private set; }

    /// <summary>How many fields hold something that is no number: words, dates.</summary>
    public long Words { get; private set; }

    /// <summary>The words among them, a few at most, to tell a further mark from a list of words.</summary>
    public HashSet<string> SomeWords { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the fields say about numbers.</summary>
    public NumberEvidence Numbers { get; } = new();

    /// <summary>What the fields say about dates.</summary>
    public DateEvidence Dates { get; } = new();

    /// <summary>How often each text occurs, marks of missing numbers among them; of many only the first.</summary>
    public IReadOnlyDictionary<string, int> Values => _values;

    /// <summary>
    /// Texts that differ from one of <see cref="Values"/> in upper and lower case only: the same category, but classes of their own.
    /// </summary>
    public IReadOnlySet<string> OtherSpellings => _otherSpellings;

    /// <summary>Whether there are more texts than <see cref="Values"/> holds.</summary>
    public bool HasMoreValues { get; private set; }

    /// <summary>How many fields are not empty.</summary>
    public long Filled => Rows - Empty;

    /// <summary>Whether every field that is not empty has a text of its own, as far as is known.</summary>
    public bool AllDiffer => HasMoreValues ? _distinctUntil == MostValues : _values.Count == Filled;

    /// <summary>
    /// How its numbers are written. A file that says that they are numbers was written by a program, with points; else the fields decide.
    /// </summary>
    /// <param name="preferComma">Whether ambiguous numbers have a decimal comma.</param>
    public NumberFormat Format(bool preferComma) => declared == ColumnUse.Number ? NumberFormat.Plain : Numbers.Format(preferComma);

    /// <summary>Takes the next field.</summary>
    public void Add(ReadOnlySpan<char> field)
    {
        Rows++;
        if (MissingMarks.AmongWords(field))
        {
            Empty++;
            return;
        }
        Count(field.Trim());
        if (MissingMarks.AmongNumbers(field)) Marks++;
        else if (!Numbers.Add(field)) AddWord(field);
    }

    private void AddWord(ReadOnlySpan<char> field)
    {
        Words++;
        if (SomeWords.Count <= ColumnJudge.MostMarks) SomeWords.Add(field.Trim().ToString());
        if (field.ContainsAnyInRange('0', '9')) Dates.Add(field);
    }

    // A long text is known by its beginning: it is no category.
    private void Count(ReadOnlySpan<char> whole)
    {
        if (HasMoreValues) return;
        ReadOnlySpan<char> text = whole.Length > MostText ? whole[..MostText] : whole;
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _values.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out string? spelling, out int count))
        {
            lookup[text] = count + 1;
            if (!text.SequenceEqual(spelling) && _otherSpellings.Count < MostValues) AddSpelling(text);
        }
        else if (_values.Count < MostValues) lookup[text] = 1;
        else (HasMoreValues, _distinctUntil) = (true, Filled - 1);
    }

    private void AddSpelling(ReadOnlySpan<char> text) => _otherSpellings.GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
}
