using System.Globalization;
using Glia.Settings;

namespace Glia.Tables.Columns;

/// <summary>The columns of a table as people name them: by name, or by number from 1, negative from the end.</summary>
internal sealed class ColumnNames(string file, IReadOnlyList<string> names, bool areNamed)
{
    /// <summary>The columns meant, each once.</summary>
    /// <param name="wanted">What was written.</param>
    /// <param name="unknown">Receives a sentence's part about each name that is none.</param>
    public int[] Find(IEnumerable<string> wanted, List<string> unknown)
    {
        var found = new List<int>();
        foreach (string name in wanted)
        {
            if (Find(name) is { } column) found.Add(column);
            else unknown.Add(Unknown(name));
        }
        return [.. found.Distinct()];
    }

    /// <summary>What messages call a column: its number from 1 and its name.</summary>
    public string Spoken(int column) => areNamed ? $"column {column + 1} ('{names[column]}')" : $"column {column + 1}";

    private int? Find(string name)
    {
        for (int i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        int[] alike = [.. Enumerable.Range(0, names.Count).Where(i => names[i].Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))];
        if (alike is [int one]) return one;
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            || Math.Abs((long)number) > names.Count || number == 0)
            return null;
        return number > 0 ? number - 1 : names.Count + number;
    }

    private string Unknown(string name)
    {
        string near = Spelling.Nearest(name, names) is { } nearest ? $" (did you mean '{nearest}'?)" : "";
        string has = areNamed
            ? $"it has {Said.List(names)}"
            : $"its {names.Count} columns have no names and the numbers 1 to {names.Count}";
        return $"{file} has no column '{name}'{near}; {has}";
    }
}
