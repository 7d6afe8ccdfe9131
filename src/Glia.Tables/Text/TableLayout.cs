using Glia.Tables.Arff;

namespace Glia.Tables.Text;

/// <summary>How a table is laid out in its text.</summary>
internal sealed record TableLayout
{
    /// <summary>What separates fields.</summary>
    public required char Delimiter { get; init; }

    /// <summary>How many lines stand before the header or the first row: <c>sep=</c>, comments, a title.</summary>
    public required int Skipped { get; init; }

    /// <summary>Whether the columns have names: the first record holds them, or the declarations of an ARFF file.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>What the columns are called, from the first: their names, or <c>column 1</c> and so on.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What the file itself says its columns hold, one each, null for what may be anything; empty where it says nothing.</summary>
    public IReadOnlyList<ArffAttribute> Declared { get; init; } = [];

    /// <summary>The delimiter as messages call it.</summary>
    public string DelimiterName =>
        Delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", '|' => "bars", ' ' => "blanks", _ => $"'{Delimiter}'" };

    /// <summary>The rows of the table, from the first.</summary>
    public TableRows Rows(TableText text)
    {
        TextReader reader = text.Open();
        for (int i = 0; i < Skipped; i++) reader.ReadLine();
        if (Declared.Count > 0) return new ArffRows(reader, Declared, text.Name, firstLine: Skipped + 1);
        var records = new Records(reader, Delimiter, text.Name, firstLine: Skipped + 1);
        if (HasHeader) records.Next();
        return records;
    }
}
