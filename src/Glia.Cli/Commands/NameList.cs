using System.Text;

namespace Glia.Cli.Commands;

/// <summary>Lists of columns as flags have them: commas between, quotes around a name that holds a comma.</summary>
internal static class NameList
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
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
