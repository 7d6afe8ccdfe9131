using Glia.Files;
using Glia.Tables.Columns;
using Glia.Tables.Text;

namespace Glia.Tables.Json;

/// <summary>
/// JSON lines: an object a line. Its keys are the columns, those of objects in it <c>address.zip</c>, the numbers of a list
/// <c>pixels[0]</c>; a key that a line lacks is a missing value.
/// </summary>
/// <remarks>jsonlines.org. The names of what is nested are those of pandas' <c>json_normalize</c>.</remarks>
internal static class JsonLinesLayout
{
    private static readonly string[] s_extensions = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"];

    /// <summary>The layout; null for text that is no JSON lines: its first line is no JSON object.</summary>
    /// <exception cref="GliaException">A later line is none, or there are absurdly many different keys.</exception>
    public static TableLayout? Of(TableText text)
    {
        bool named = s_extensions.Any(extension => text.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        using TextReader reader = text.Open();
        var lines = new JsonLineReader(reader, text.Name);
        if (!lines.BeginsWithObject() && !named)
            return !lines.BeginsLikeObject ? null
                : throw new GliaException($"{text.Name} is JSON; write an object a line (JSON lines), or export it as CSV.");
        var root = JsonColumn.Root();
        long rows = 0;
        for (; lines.Next(); rows++) lines.Learn(root);
        IReadOnlyList<JsonColumn> columns = root.Columns();
        // Each line may bring keys of its own, and then the table is far larger than the text.
        if (rows * columns.Count * sizeof(float) > BudgetedStream.BudgetOf(lines.Read))
            throw new GliaException($"{text.Name} has {Said.Number(rows)} lines and {Said.Number(columns.Count)} different keys, nearly " +
                "all missing in nearly all lines; give each line the same keys.");
        if (columns.Count == 0 && rows > 0)
            throw new GliaException($"{text.Name} holds objects without a value; give each line the same keys, " +
                "{\"size\": 3, \"price\": 4}.");
        return new TableLayout
        {
            Name = text.Name,
            Names = Names(columns),
            HasHeader = true,
            Declared = [.. columns.Select(column => column.AreNumbers ? ColumnUse.Number : (ColumnUse?)null)],
            Manner = "in JSON lines",
            Rows = () => new JsonRows(text.Open(), root, columns.Count, text.Name),
        };
    }

    // A key with a point in it may read like one in an object.
    private static string[] Names(IReadOnlyList<JsonColumn> columns)
    {
        var used = new HashSet<string>();
        var names = new string[columns.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string own = columns[i].Name;
            names[i] = own;
            for (int copy = 1; !used.Add(names[i]); copy++) names[i] = $"{own}.{copy}";
        }
        return names;
    }
}
