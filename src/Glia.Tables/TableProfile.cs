using Glia.Tables.Columns;
using Glia.Tables.Text;

namespace Glia.Tables;

/// <summary>What one pass over a table finds: its layout, the profile of each column, and all that is wrong with its lines.</summary>
internal sealed class TableProfile
{
    private const int MostShown = 5;

    private readonly List<string> _faults = [];
    private long _moreFaults, _shortRows, _firstShort;

    private TableProfile(TableLayout layout) =>
        (Name, Layout, Columns) = (layout.Name, layout,
            [.. layout.Names.Select((column, i) =>
            new ColumnProfile(column, layout.HasHeader, layout.Declared.ElementAtOrDefault(i)))]);

    /// <summary>What messages call the table.</summary>
    public string Name { get; }

    /// <summary>How it is laid out.</summary>
    public TableLayout Layout { get; }

    /// <summary>The profile of each column.</summary>
    public IReadOnlyList<ColumnProfile> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public long Rows { get; private set; }

    /// <summary>
    /// Whether more columns are written with a decimal comma than with a point, so that what is ambiguous is read that way.
    /// </summary>
    public bool PrefersComma => Columns.Count(c => c.Numbers.Comma > c.Numbers.Point) > Columns.Count(c => c.Numbers.IsSure
        && c.Numbers.Point > c.Numbers.Comma);

    /// <summary>A sentence's part about rows that lack fields; null where none do.</summary>
    public string? ShortRows => _shortRows == 0 ? null
        : $"{Said.Count(_shortRows, "line")} with fewer fields than columns (first: line {_firstShort}), the rest taken as missing";

    /// <summary>Looks at every row.</summary>
    /// <exception cref="GliaException">Lines do not fit the columns, or there are no rows; the sentence tells all that is
    /// wrong.</exception>
    public static TableProfile Of(TableLayout layout)
    {
        var profile = new TableProfile(layout);
        using TableRows rows = layout.Rows();
        while (rows.Next()) profile.Add(rows);
        profile.Check();
        return profile;
    }

    /// <summary>Whether a record is none of the table: a comment, or nothing but delimiters.</summary>
    public static bool IsNoRow(TableRows rows, int width)
    {
        if (rows.Count != width && rows[0] is ['#', ..]) return true;
        for (int i = 0; i < rows.Count; i++)
            if (!rows[i].IsWhiteSpace()) return false;
        return true;
    }

    private void Add(TableRows rows)
    {
        if (IsNoRow(rows, Columns.Count)) return;
        Rows++;
        if (rows.Count < Columns.Count)
        {
            if (_shortRows++ == 0) _firstShort = rows.Line;
        }
        for (int i = Columns.Count; i < rows.Count; i++)
        {
            if (rows[i].IsWhiteSpace()) continue;
            Fault(rows);
            break;
        }
        for (int i = 0; i < Columns.Count; i++) Columns[i].Add(i < rows.Count ? rows[i] : default);
    }

    private string Holds => Layout.Declared.Count > 0 ? "declarations of columns and no rows"
        : Layout.HasHeader ? "a line of names and no rows" : "no rows";

    private void Fault(TableRows rows)
    {
        if (_faults.Count < MostShown) _faults.Add($"line {rows.Line} has {rows.Count}");
        else _moreFaults++;
    }

    private void Check()
    {
        if (Rows == 0)
            throw new GliaException($"{Name} holds {Holds}; give at least one.");
        string has = $"{Name} has {Said.Count(Columns.Count, "column")} by {Layout.DelimiterName}";
        if (_faults.Count > 0)
        {
            string more = _moreFaults > 0 ? $" and {Said.Count(_moreFaults, "more line")} too many" : "";
            string cause = Layout.Delimiter == ',' && _faults.Count + _moreFaults == Rows && Rows > 1
                ? "numbers with a decimal comma need quotes, or another delimiter" : "put fields that hold a delimiter in quotes";
            throw new GliaException($"{has}, but {string.Join(", ", _faults)}{more}; {cause}.");
        }
        if (10 * _shortRows > Rows && _shortRows > 1)
            throw new GliaException($"{has}, but {Said.Count(_shortRows, "line has", "lines have")} fewer fields " +
                $"(first: line {_firstShort}); write every field, an empty one for what is missing.");
    }
}
