using Glia.Data.Columns;
using Glia.Tables.Columns;

namespace Glia.Tables;

/// <summary>Plans a table for a model that learned from arrays: every column is a number and goes in as it is, in its order.</summary>
internal static class PlainTable
{
    /// <summary>The plan.</summary>
    /// <param name="table">What a first pass found.</param>
    /// <param name="options">Which columns are inputs and targets.</param>
    /// <param name="features">How many numbers the model takes.</param>
    /// <param name="needsTargets">Whether rows without a target are of no use.</param>
    /// <exception cref="GliaException">A column does not exist.</exception>
    public static TablePlan Plan(TableProfile table, TableOptions options, int features, bool needsTargets)
    {
        var unknown = new List<string>();
        var names = new ColumnNames(table.Name, table.Layout.Names, table.Layout.HasHeader);
        // As many columns as the model takes: none of them is a target.
        bool bare = !needsTargets && options.Targets is null && table.Columns.Count == features;
        int[] targets = bare ? [] : options.Targets is { } stated ? names.Find(stated, unknown) : [TargetChoice.Usual(table, [])];
        int[] inputs = options.Inputs is { } asked
            ? names.Find(asked, unknown)
            : [.. Enumerable.Range(0, table.Columns.Count).Except(targets)];
        if (unknown.Count > 0) throw new GliaException(string.Join("; ", unknown) + ".");
        var columns = new TableColumns
        {
            Inputs = [.. inputs.Select(place =>
                new NumberColumn(table.Columns[place].Name, table.Columns[place].Format(table.PrefersComma)))],
            Targets = [.. targets.Select(place => Target(table.Columns[place], table.PrefersComma, targets.Length))],
            AreNamed = table.Layout.HasHeader,
        };
        return new TablePlan(columns, inputs, targets, AreBytes: false) { NeedsTargets = needsTargets };
    }

    private static TargetColumn Target(ColumnProfile profile, bool preferComma, int targets) =>
        new(profile.Name, targets > 1 || ColumnJudge.IsNumber(profile) ? profile.Format(preferComma) : null);
}
