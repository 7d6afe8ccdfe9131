using Glia.Tables.Text;

namespace Glia.Tables.Arff;

/// <summary>Reads the declarations of Weka's attribute-relation format, as OpenML serves it.</summary>
/// <remarks>Format: waikato.github.io/weka-wiki/formats_and_processing/arff.</remarks>
internal static class ArffLayout
{
    private static readonly string[] s_keywords = ["@relation", "@attribute", "@data"];

    /// <summary>The layout; null for text that is no ARFF: its first line that is no comment begins with @relation or @attribute.</summary>
    /// <exception cref="GliaException">The declarations are broken.</exception>
    public static TableLayout? Of(TableText text)
    {
        using TextReader reader = text.Open();
        var attributes = new List<ArffAttribute>();
        int number = 0;
        bool begun = false;
        while (reader.ReadLine() is { } line)
        {
            number++;
            string start = line.TrimStart();
            if (start.Length == 0 || start[0] == '%') continue;
            if (!begun && !s_keywords.Any(keyword => Begins(start, keyword)))
                return Named(text.Name) ? throw NoArff(text.Name, number) : null;
            begun = true;
            var tokens = new ArffTokens(line, text.Name, number);
            string keyword = tokens.Word();
            if (Begins(keyword, "@attribute")) attributes.Add(ArffAttribute.Parse(tokens));
            else if (Begins(keyword, "@data")) return Layout(text, attributes, number);
            else if (!Begins(keyword, "@relation")) throw tokens.Broken($"'{keyword}' is none of @relation, @attribute and @data");
        }
        if (!begun && !Named(text.Name)) return null;
        throw new GliaException($"{text.Name} has no @data line, so it is cut off or no ARFF file; export it again.");
    }

    private static TableLayout Layout(TableText text, List<ArffAttribute> attributes, int skipped)
    {
        if (attributes.Count == 0) throw new GliaException($"{text.Name} declares no @attribute; export it again.");
        return new TableLayout
        {
            Name = text.Name,
            Delimiter = ',',
            Skipped = skipped,
            HasHeader = true,
            Names = [.. attributes.Select(a => a.Name)],
            Declared = [.. attributes.Select(a => a.Use)],
            Rows = () => Rows(text, attributes, skipped),
        };
    }

    private static ArffRows Rows(TableText text, List<ArffAttribute> attributes, int skipped)
    {
        TextReader reader = text.Open();
        for (int i = 0; i < skipped; i++) reader.ReadLine();
        return new ArffRows(reader, attributes, text.Name, firstLine: skipped + 1);
    }

    private static bool Begins(string line, string keyword) => line.StartsWith(keyword, StringComparison.OrdinalIgnoreCase);

    private static bool Named(string name) =>
        name.EndsWith(".arff", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".arff.gz", StringComparison.OrdinalIgnoreCase);

    private static GliaException NoArff(string name, int line) =>
        new($"{name}, line {line}: an ARFF file begins with @relation or @attribute; export it again, or call it .csv.");
}
