namespace Glia.Data.Readers;

/// <summary>One declared column of an ARFF file.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsText">Whether it is text or a date.</param>
/// <param name="Values">The values a nominal column may have; null for the others.</param>
internal sealed record ArffAttribute(string Name, bool IsText, IReadOnlyList<string>? Values)
{
    /// <summary>The number of each value of a nominal column; null for the others.</summary>
    public IReadOnlyDictionary<string, int>? Numbers { get; } =
        Values?.Select((value, number) => (value, number)).DistinctBy(v => v.value).ToDictionary(v => v.value, v => v.number);

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
            return new ArffAttribute(name, false, values);
        }
        string type = tokens.Word();
        return type.ToUpperInvariant() switch
        {
            "NUMERIC" or "REAL" or "INTEGER" => new ArffAttribute(name, false, null),
            "STRING" or "DATE" => new ArffAttribute(name, true, null),
            _ => throw tokens.Broken($"'{type}' is no type; it is NUMERIC, REAL, INTEGER, STRING, DATE or a list in braces"),
        };
    }
}
