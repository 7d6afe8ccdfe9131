using Glia.Data.Columns;
using Glia.Tables.Columns;

namespace Glia.Tables;

/// <summary>
/// Plans a table for a model that learned from another one: columns are matched by name, or by place where the model's have no names.
/// </summary>
internal static class KnownTable
{
    /// <summary>The plan.</summary>
    /// <param name="table">What a first pass found.</param>
    /// <param name="known">What the model knows.</param>
    /// <param name="targets">The columns with the right answers where they are called otherwise; null for the model's own.</param>
    /// <param name="needsTargets">Whether rows without a target are of no use.</param>
    /// <param name="weighed">Whether rows have the weight that the model's had, where the table has that column.</param>
    /// <exception cref="GliaException">Columns are missing; the sentence tells all of them.</exception>
    public static TablePlan Plan(
        TableProfile table, TableColumns known, IReadOnlyList<string>? targets, bool needsTargets, bool weighed = false)
    {
        string[] names = Names(table, known);
        string[] wanted = [.. targets ?? known.Targets.Select(target => target.Name)];
        if (targets is not null && targets.Count != known.Targets.Count)
            throw new GliaException($"The network learned {Said.Count(known.Targets.Count, "column")} " +
                $"({Said.List([.. known.Targets.Select(t => t.Name)])}) and {targets.Count} are named as targets; name as many.");
        int[] targetPlaces = [.. wanted.Select(name => Place(names, name)).Where(place => place >= 0)];
        string[] lost = [.. wanted.Where(name => Place(names, name) < 0).Select(name => $"'{name}'")];
        if (lost.Length > 0 && targets is not null)
            throw new GliaException($"{table.Name} has no column {string.Join(", ", lost)}; it has {Said.List(names)}.");
        if (targetPlaces.Length < wanted.Length) targetPlaces = [];
        int[] places = [.. known.Inputs.Select(column => Place(names, column.Name))];
        if (known.AreNamed && !table.Layout.HasHeader && places.Any(place => place < 0))
            throw new GliaException($"{table.Name} has no line of names, and the network knows its columns by name " +
                $"({Said.List([.. known.Inputs.Select(c => c.Name)], 12)}); write the names above the rows.");
        string[] missing = [.. known.Inputs.Where((_, i) => places[i] < 0).Select(column => $"'{column.Name}'")];
        if (missing.Length > 0)
            throw new GliaException(
                $"{table.Name} has no {(missing.Length == 1 ? "column" : "columns")} {Said.List(missing, 12)}, " +
                $"which the network takes as {(missing.Length == 1 ? "an input" : "inputs")}; it has {Said.List(names, 12)}.");
        string[] own = [.. Others(known), .. known.Targets.Select(t => t.Name), .. wanted];
        string[] added = [.. names.Where(name => Place(own, name) < 0)];
        int weight = weighed && known.SampleWeight is { } called ? Place(names, called) : -1;
        var columns = known with
        {
            Inputs = [.. known.Inputs.Select((column, i) => AsWritten(column, table.Columns[places[i]], table.PrefersComma))],
            Targets = [.. known.Targets.Select((target, i) => targetPlaces.Length == 0
                ? target
                : AsWritten(target, table.Columns[targetPlaces[i]], table.PrefersComma))],
        };
        return new TablePlan(columns, places, targetPlaces, AreBytes: false)
        {
            NeedsTargets = needsTargets,
            Notes = [.. Notes(table, added)],
            WeightPlace = weight < 0 ? null : weight,
            WeightFormat = weight < 0 ? null : table.Columns[weight].Format(table.PrefersComma),
        };
    }

    private static IEnumerable<string> Notes(TableProfile table, string[] added)
    {
        if (added.Length > 0) yield return $"note      {table.Name} has {Said.List(added)}, which the network does not know; left out";
        if (table.ShortRows is { } rows) yield return $"note      {rows}";
    }

    // Columns without names are known by their places; where the targets are left out, those behind move up.
    private static string[] Names(TableProfile table, TableColumns known)
    {
        if (known.AreNamed) return [.. table.Layout.Names];
        string[] all = [.. Others(known).Concat(known.Targets.Select(t => t.Name)).OrderBy(Number)];
        string[] others = [.. all.Except(known.Targets.Select(t => t.Name))];
        int count = table.Columns.Count;
        if (count != all.Length && count != others.Length)
            throw new GliaException(
                $"{table.Name} has {Said.Count(count, "column")}, and the table that the network learned from had {all.Length}, " +
                $"without names; give as many, in the same order.");
        return count == all.Length ? all : others;
    }

    // All columns that are not learned.
    private static IEnumerable<string> Others(TableColumns known) =>
        [.. known.Inputs.Select(column => column.Name), .. known.Ignored, .. known.SampleWeight is { } weight ? (string[])[weight] : []];

    private static int Number(string name) => int.TryParse(name.AsSpan(name.LastIndexOf(' ') + 1), out int number) ? number : int.MaxValue;

    private static int Place(string[] names, string name)
    {
        int exact = Array.IndexOf(names, name);
        return exact >= 0 ? exact : Array.FindIndex(names, own => own.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    // The same column may be written otherwise in another file: with a decimal comma, with the day before the month.
    private static InputColumn AsWritten(InputColumn column, ColumnProfile profile, bool preferComma) => column switch
    {
        NumberColumn number => new NumberColumn(number.Name, Format(number.Format, profile, preferComma), number.HasIndicator),
        DateColumn date when profile.Dates.Read > 0 && !profile.Dates.IsAmbiguous =>
            new DateColumn(date.Name, profile.Dates.Order(preferComma), date.HasTime, date.HasIndicator),
        _ => column,
    };

    private static TargetColumn AsWritten(TargetColumn target, ColumnProfile profile, bool preferComma) =>
        target.Format is { } format ? target with { Format = Format(format, profile, preferComma) } : target;

    private static NumberFormat Format(NumberFormat known, ColumnProfile profile, bool preferComma)
    {
        NumberFormat own = profile.Format(preferComma);
        return profile.Numbers.IsSure ? own with { Unit = own.Unit ?? known.Unit } : known with { Unit = own.Unit ?? known.Unit };
    }
}
