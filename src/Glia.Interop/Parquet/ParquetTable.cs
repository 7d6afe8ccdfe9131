using Glia.Experiments;
using Glia.Tables.Columns;
using Glia.Tables.Text;

namespace Glia.Interop.Parquet;

/// <summary>A Parquet file as a table: a field for each value, several for lists of one length.</summary>
internal static class ParquetTable
{
    /// <summary>The layout.</summary>
    /// <param name="file">The file.</param>
    /// <param name="request">Which columns are left out.</param>
    /// <exception cref="GliaException">A column that is not left out cannot be read.</exception>
    public static TableLayout Of(ParquetFile file, DataRequest request)
    {
        ParquetNotes notes = ParquetNotes.Of(file);
        ParquetColumn[] columns = [.. file.Columns.Where(column => !IsLeftOut(column, notes, request))];
        if (Array.Find(columns, column => column.Refused is not null) is { } other)
            throw new GliaException($"{file.Name}: the column '{other.Name}' is {other.Refused}, which Glia does not read; leave it out " +
                $"by --drop {other.Name}, or write it as numbers or text.");
        int?[] lengths = ListLengths(file, columns);
        ParquetFields[] fields = [.. columns.Select((column, i) =>
            new ParquetFields(column, lengths[i], notes.Classes.GetValueOrDefault(column.Name)))];
        return new TableLayout
        {
            Name = file.Name,
            Names = [.. fields.SelectMany(field => field.Names)],
            HasHeader = true,
            Declared = [.. fields.SelectMany(field => Enumerable.Repeat(UseOf(field), field.Width))],
            Manner = "of Parquet",
            Place = "row",
            Rows = () => new ParquetRows(file, fields),
        };
    }

    // The one of a list whose lengths differ is a text.
    private static ColumnUse? UseOf(ParquetFields field) => field.Classes is not null ? ColumnUse.Category
        : field.Column.AreNumbers && !field.IsText ? ColumnUse.Number : null;

    // A model knows which columns it wants; what cannot be read among the others is no trouble.
    private static bool IsLeftOut(ParquetColumn column, ParquetNotes notes, DataRequest request)
    {
        if (notes.RowNames.Contains(column.Name)) return true;
        if (column.Refused is null) return false;
        string top = column.Name.Split('.')[0];
        bool Names(IEnumerable<string>? list) => list?.Any(name => name == column.Name || name == top) ?? false;
        if (Names(request.Data.Drop) || request.Data.Columns?.GetValueOrDefault(column.Name) == "drop") return true;
        if ((request.Columns ?? request.Model?.Preprocessing?.Columns) is not null) return true;
        return request.Data.Inputs is { } inputs && !Names(inputs) && !Names(request.Data.Targets);
    }

    // For each list how many elements it has in every row; null for a column without lists, 0 where they differ.
    private static int?[] ListLengths(ParquetFile file, ParquetColumn[] columns)
    {
        var lengths = new int?[columns.Length];
        if (Array.TrueForAll(columns, column => column.Repetition == 0)) return lengths;
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Repetition == 0) continue;
            int? length = null;
            for (int group = 0; group < file.Groups && length != 0; group++)
            {
                ParquetColumnData data = file.Read(group, [columns[i]])[0];
                for (int at = 0; at < data.Count && length != 0;)
                {
                    int end = at + 1;
                    while (end < data.Count && data.Repetitions[end] > 0) end++;
                    bool empty = data.Definitions[at] < columns[i].ElementDefinition;
                    // A list that is missing may have had any length.
                    if (!empty) length = length is null || length == end - at ? end - at : 0;
                    at = end;
                }
            }
            lengths[i] = length ?? 0;
        }
        return lengths;
    }
}

/// <summary>A column and the fields of a row that it becomes.</summary>
/// <param name="Column">The column.</param>
/// <param name="Length">How many elements its list has in every row; null where it is none, 0 where they differ.</param>
/// <param name="Classes">The names of the classes whose numbers it holds; null where it holds none.</param>
internal sealed record ParquetFields(ParquetColumn Column, int? Length, string[]? Classes)
{
    /// <summary>Whether it is a list of other lengths from row to row, which is one field of text.</summary>
    public bool IsText => Length == 0;

    /// <summary>How many fields.</summary>
    public int Width => Length is > 0 and { } length ? length : 1;

    /// <summary>What they are called.</summary>
    public IEnumerable<string> Names => Length is > 0 and { } length
        ? Enumerable.Range(0, length).Select(i => $"{Column.Name}[{i}]")
        : [Column.Name];

    /// <summary>Whether a place has a value.</summary>
    public bool IsThere(ParquetColumnData data, int place) =>
        Column.Definition == 0 || data.Definitions[place] == Column.Definition;

    /// <summary>What a value is called: the name of a class instead of its number.</summary>
    public ReadOnlySpan<char> Said(ReadOnlySpan<char> text)
    {
        if (Classes is not { } classes || !int.TryParse(text, out int number)) return text;
        // -1 stands for a label that is kept back.
        return number < 0 ? default : number < classes.Length ? classes[number] : text;
    }
}
