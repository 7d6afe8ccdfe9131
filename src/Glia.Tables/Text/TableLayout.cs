using Glia.Tables.Columns;

namespace Glia.Tables.Text;

/// <summary>How a table is laid out, and the way to its rows.</summary>
internal sealed record TableLayout
{
    /// <summary>What messages call the table.</summary>
    public required string Name { get; init; }

    /// <summary>What the columns are called, from the first: their names, or <c>column 1</c> and so on.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whether the columns have names: the first record holds them, or the file declares them.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>Opens the rows at the first, any number of times.</summary>
    public required Func<TableRows> Rows { get; init; }

    /// <summary>What separates fields; null where the format needs nothing that does.</summary>
    public char? Delimiter { get; init; }

    /// <summary>How many lines stand before the header or the first row: <c>sep=</c>, comments, a title.</summary>
    public int Skipped { get; init; }

    /// <summary>What the file itself says its columns hold, one each, null for what may be anything; empty where it says nothing.</summary>
    public IReadOnlyList<ColumnUse?> Declared { get; init; } = [];

    /// <summary>How the file parts its columns, as a note says it: <c>by commas</c>.</summary>
    public string Manner { get => field ?? $"by {DelimiterName}"; init; }

    /// <summary>What a place in the table is called: <c>line</c>, or <c>row</c> where there are no lines.</summary>
    public string Place { get; init; } = "line";

    /// <summary>The delimiter as messages call it.</summary>
    public string DelimiterName => Delimiter switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        ' ' => "blanks",
        _ => $"'{Delimiter}'",
    };
}
