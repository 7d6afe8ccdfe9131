using Glia.Tables.Columns;

namespace Glia.Tables.Arff;

/// <summary>One declared column of an ARFF file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Use">What it holds; null for a text, which may be anything.</param>
/// <param name="Values">The values a nominal column may have; null for the others.</param>
internal sealed record ArffAttribute(string Name, ColumnUse? Use, IReadOnlyList<string>? Values)
{
    /// <summary>Reads what follows <c>@attribute</c>.</summary>
    public static ArffAttribute Parse(ArffTokens tokens)
    {
        string name = tokens.Word();
        if (tokens.Accept('{'))
        {
            var values = new List<string>();
            while (!tokens.Accept('}'))
            {
                if (values.Count > 0 && !tokens.Accept(',')) throw tokens.Broken($"the values of {name} lack a comma or the closing brace");
                values.Add(tokens.Value());
            }
            return new ArffAttribute(name, ColumnUse.Category, values);
        }
        string type = tokens.Word();
        return type.ToUpperInvariant() switch
        {
            "NUMERIC" or "REAL" or "INTEGER" => new ArffAttribute(name, ColumnUse.Number, null),
            // The format after it is not read: what is written shows it.
            "DATE" or "STRING" => new ArffAttribute(name, null, null),
            "RELATIONAL" => throw tokens.Broken($"{name} is relational, a table in every field, which Glia does not read; " +
                "keep the columns that hold one value a row"),
            _ => throw tokens.Broken($"'{type}' is no type; it is NUMERIC, REAL, INTEGER, STRING, DATE or a list in braces"),
        };
    }
}
