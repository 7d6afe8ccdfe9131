namespace Glia.Tables.Columns;

/// <summary>Which column is to be learned where nobody says so.</summary>
internal static class TargetChoice
{
    private static readonly string[] s_names = ["label", "class", "target", "y"];

    /// <summary>The only column of a usual name, or else the last that holds something.</summary>
    /// <param name="table">The table.</param>
    /// <param name="others">Columns that are known to be no targets.</param>
    public static int Usual(TableProfile table, IReadOnlyCollection<int> others)
    {
        int[] left = [.. Enumerable.Range(0, table.Columns.Count).Where(place => !others.Contains(place))];
        int[] named = table.Layout.HasHeader
            ? [.. left.Where(place => s_names.Contains(table.Columns[place].Name, StringComparer.OrdinalIgnoreCase))]
            : [];
        return named is [int one] ? one : left.Where(place => table.Columns[place].Filled > 0).LastOrDefault(table.Columns.Count - 1);
    }
}
