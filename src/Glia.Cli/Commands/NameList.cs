using System.Text;

namespace Glia.Cli.Commands;

/// <summary>
/// Lists of columns as flags have them: commas between, as in a line of CSV, so that a name that holds a comma stands in quotes and a
/// quote in it is doubled.
/// </summary>
internal static class NameList
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') name.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (c != ',' || quoted) name.Append(c);
            else End();
        }
        End();
        return names;

        void End()
        {
            if (name.ToString().Trim() is { Length: > 0 } whole) names.Add(whole);
            name.Clear();
        }
    }

    /// <summary>The kinds of columns: <c>zip=category,when=date</c>.</summary>
    /// <exception cref="GliaException">A part has no equals sign.</exception>
    public static IReadOnlyDictionary<string, string> Kinds(string text)
    {
        var kinds = new Dictionary<string, string>();
        foreach (string part in Split(text))
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1)
                throw new GliaException($"--columns is '{text}'; write what columns hold with commas between, " +
                    "for example --columns zip=category,when=date.");
            kinds[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }
        return kinds;
    }
}
