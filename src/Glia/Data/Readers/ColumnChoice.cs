using System.Globalization;
using Glia.Files;

namespace Glia.Data.Readers;

/// <summary>Which columns of a table go in and which are to be learned.</summary>
internal sealed class ColumnChoice
{
    private static readonly string[] s_targetNames = ["label", "class", "target", "y"];

    private readonly string _file;
    private readonly string[]? _names;
    private readonly int _count;

    /// <param name="file">What messages call the table.</param>
    /// <param name="names">The names of the columns; null where they have none.</param>
    /// <param name="count">How many columns there are.</param>
    /// <param name="options">What the user states.</param>
    public ColumnChoice(string file, string[]? names, int count, DataFileOptions options)
    {
        (_file, _names, _count) = (file, names, count);
        Targets = options.Targets is { } targets ? Resolve(targets) : [DefaultTarget()];
        Inputs = options.Inputs is { } inputs ? Resolve(inputs) : [.. Enumerable.Range(0, count).Except(Targets)];
        if (Inputs.Length == 0)
            throw new GliaException($"{file} has {count} column{(count == 1 ? "" : "s")} and nothing is left as input; it needs at least one input and one target column, and a delimiter that is a comma, semicolon or tab.");
        if (Inputs.Intersect(Targets).ToArray() is [int both, ..])
            throw new GliaException($"Column {NameOf(both)} of {file} is stated both as input and as target; take it out of one of them.");
    }

    public int[] Inputs { get; }

    public int[] Targets { get; }

    public string[]? InputNames => _names == null ? null : [.. Inputs.Select(i => _names[i])];

    /// <summary>What messages call a column: its name and its number.</summary>
    public string NameOf(int column) => _names == null ? $"{column}" : $"{column} ('{_names[column]}')";

    private int DefaultTarget()
    {
        if (_names != null)
        {
            int[] named = [.. Enumerable.Range(0, _count).Where(c => s_targetNames.Contains(_names[c].Trim(), StringComparer.OrdinalIgnoreCase))];
            if (named.Length == 1) return named[0];
        }
        return _count - 1;
    }

    private int[] Resolve(IReadOnlyList<string> wanted) => [.. wanted.Select(Resolve).Distinct()];

    private int Resolve(string wanted)
    {
        int named = _names == null ? -1 : Array.IndexOf(_names, wanted);
        if (named >= 0) return named;
        if (int.TryParse(wanted, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= -_count && number < _count)
            return number < 0 ? number + _count : number;
        string? near = _names == null ? null : Spelling.Nearest(wanted, _names);
        throw new GliaException(
            $"{_file} has no column {wanted}{(near == null ? "" : $" (did you mean {near}?)")}; " +
            (_names == null ? $"its columns have no names and the numbers 0 to {_count - 1}." : $"it has {string.Join(", ", _names.Take(12))}{(_names.Length > 12 ? ", ..." : "")}."));
    }
}
