using Glia.Tables.Text;

namespace Glia.Tables;

/// <summary>The bare fields of a table, for whoever knows what its columns mean.</summary>
public static class TableFields
{
    /// <summary>All rows of a table of text, the header too if it has one, however it is encoded and delimited.</summary>
    /// <param name="path">The file; may be packed (<c>.gz</c>).</param>
    /// <exception cref="GliaException">It cannot be read, or holds no rows.</exception>
    public static List<string[]> Read(string path)
    {
        TableText text = TableText.OfFile(path);
        using TableRows rows = LayoutGuess.Of(text, new TableOptions { Header = false }, known: null).Rows();
        var all = new List<string[]>();
        while (rows.Next())
        {
            var fields = new string[rows.Count];
            for (int i = 0; i < fields.Length; i++) fields[i] = rows[i].ToString();
            all.Add(fields);
        }
        return all;
    }
}
