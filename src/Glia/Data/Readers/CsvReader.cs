namespace Glia.Data.Readers;

/// <summary>Reads a table of comma-, semicolon- or tab-separated text: numbers as inputs, numbers or class names as targets.</summary>
internal static class CsvReader
{
    public static DataFile Read(string path, DataFileOptions options) => TextFile.Read(path, text => Read(text, path, options));

    public static DataFile Read(TextReader text, string name, DataFileOptions options)
    {
        var records = new CsvRecords(text, options.Delimiter, name);
        if (!records.Next()) throw new GliaException($"{name} is empty; give a table with at least one row.");
        string[] first = Fields(records);
        int firstLine = records.Line;
        bool more = records.Next();
        if (more) RequireWidth(records, first.Length, name);
        bool header = options.Header ?? IsHeader(first, more ? records : null);
        string[]? names = header ? [.. first.Select(field => field.Trim())] : null;
        if (header && !more) throw new GliaException($"{name} holds a line of names and no rows; give at least one.");

        var columns = new ColumnChoice(name, names, first.Length, options);
        var table = new TableBuilder(name, columns, options.AllowMissing);
        if (!header)
        {
            foreach (int column in columns.Inputs) table.AddInput(first[column], column, firstLine);
            foreach (int column in columns.Targets) table.AddTarget(first[column], column, firstLine);
        }
        for (; more; more = records.Next())
        {
            RequireWidth(records, first.Length, name);
            foreach (int column in columns.Inputs) table.AddInput(records[column], column, records.Line);
            foreach (int column in columns.Targets) table.AddTarget(records[column], column, records.Line);
        }
        return table.ToDataFile();
    }

    /// <summary>A first line is a header if it has a word where the second has a number, or if it has only words and stands alone.</summary>
    private static bool IsHeader(string[] first, CsvRecords? second)
    {
        for (int column = 0; column < first.Length; column++)
        {
            bool word = !TableBuilder.IsMissing(first[column]) && !TableBuilder.IsNumber(first[column], out _);
            if (second != null && word && TableBuilder.IsNumber(second[column], out _)) return true;
            if (second == null && !word) return false;
        }
        return second == null;
    }

    private static string[] Fields(CsvRecords records)
    {
        var fields = new string[records.Count];
        for (int i = 0; i < fields.Length; i++) fields[i] = records[i].ToString();
        return fields;
    }

    private static void RequireWidth(CsvRecords records, int width, string name)
    {
        if (records.Count != width)
            throw new GliaException($"{name}, line {records.Line}: there are {records.Count} fields where the first line has {width}; put fields that hold a delimiter in quotes.");
    }
}
