using System.Globalization;

namespace Glia.Data.Readers;

/// <summary>
/// Reads Weka's attribute-relation format, dense or sparse, as OpenML serves it. A nominal input becomes the number of its value in the
/// declaration, a nominal target is a class.
/// </summary>
/// <remarks>Format: waikato.github.io/weka-wiki/formats_and_processing/arff.</remarks>
internal static class ArffReader
{
    public static DataFile Read(string path, DataFileOptions options) => TextFile.Read(path, text => Read(text, path, options));

    public static DataFile Read(TextReader text, string name, DataFileOptions options)
    {
        var attributes = new List<ArffAttribute>();
        int number = 0;
        bool data = false;
        while (!data && text.ReadLine() is { } line)
        {
            number++;
            var tokens = new ArffTokens(line, name, number);
            if (tokens.AtEnd) continue;
            string keyword = tokens.Word();
            if (keyword.Equals("@attribute", StringComparison.OrdinalIgnoreCase)) attributes.Add(ArffAttribute.Parse(tokens));
            else if (keyword.Equals("@data", StringComparison.OrdinalIgnoreCase)) data = true;
            else if (!keyword.Equals("@relation", StringComparison.OrdinalIgnoreCase))
                throw tokens.Broken($"'{keyword}' is none of @relation, @attribute and @data");
        }
        if (!data) throw new GliaException($"{name} has no @data line, so it is cut off or no ARFF file; export it again.");
        if (attributes.Count == 0) throw new GliaException($"{name} declares no @attribute; export it again.");

        var columns = new ColumnChoice(name, [.. attributes.Select(a => a.Name)], attributes.Count, options);
        foreach (int column in columns.Inputs)
            if (attributes[column].IsText)
                throw new GliaException($"Column {columns.NameOf(column)} of {name} is text or a date, and inputs are numbers; state the inputs without it.");
        var table = new TableBuilder(name, columns, options.AllowMissing);
        string[] row = new string[attributes.Count];
        while (text.ReadLine() is { } line)
        {
            var tokens = new ArffTokens(line, name, ++number);
            if (tokens.AtEnd) continue;
            ReadRow(tokens, attributes, row);
            foreach (int column in columns.Inputs) AddInput(table, attributes[column], row[column], column, number, tokens);
            foreach (int column in columns.Targets) table.AddTarget(row[column], column, number);
        }
        return table.ToDataFile(targetsAreClasses: columns.Targets.Any(column => attributes[column].Values != null));
    }

    private static void ReadRow(ArffTokens tokens, List<ArffAttribute> attributes, string[] row)
    {
        if (!tokens.Accept('{'))
        {
            for (int column = 0; column < row.Length; column++)
            {
                if (column > 0 && !tokens.Accept(',')) throw tokens.Broken($"there are {column} values where {row.Length} are declared");
                row[column] = tokens.Value();
            }
            if (!tokens.AtEnd) throw tokens.Broken($"there are more values than the {row.Length} that are declared");
            return;
        }
        // A sparse row leaves out zeros, and of a nominal column the first value.
        for (int column = 0; column < row.Length; column++) row[column] = attributes[column].Values is { Count: > 0 } values ? values[0] : "0";
        while (!tokens.Accept('}'))
        {
            string index = tokens.Word();
            if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int column) || column >= row.Length)
                throw tokens.Broken($"'{index}' is no column number from 0 to {row.Length - 1}");
            row[column] = tokens.Value();
            tokens.Accept(',');
        }
    }

    private static void AddInput(TableBuilder table, ArffAttribute attribute, string field, int column, int line, ArffTokens tokens)
    {
        if (attribute.Values == null || TableBuilder.IsMissing(field)) table.AddInput(field, column, line);
        else if (attribute.Numbers!.TryGetValue(field, out int value)) table.AddInput(value);
        else throw tokens.Broken($"'{field}' is not among the values declared for {attribute.Name}");
    }
}
