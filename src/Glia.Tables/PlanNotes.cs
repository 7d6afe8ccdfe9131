using Glia.Data.Columns;
using Glia.Tables.Columns;

namespace Glia.Tables;

/// <summary>Says in three lines what was made of a table: how it was read, what goes in, what is learned and what is left out.</summary>
internal static class PlanNotes
{
    /// <summary>The lines.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">What became of its columns.</param>
    /// <param name="uses">The same, by the place of each column that is no target.</param>
    /// <param name="guessed">Whether nobody said what is to be learned.</param>
    public static IReadOnlyList<string> Of(TableProfile table, TableColumns columns, IReadOnlyDictionary<int, ColumnUse> uses, bool guessed)
    {
        string another = guessed ? " (--targets names another)" : "";
        string comma = columns.Inputs.Any(column => column is NumberColumn { Format.Decimal: ',' }) ? ", decimal commas" : "";
        string header = table.Layout.Declared.Count > 0 ? "as the file declares them"
            : table.Layout.HasHeader ? $"names in line {table.Layout.Skipped + 1}" : "no line of names";
        string shorter = table.ShortRows is { } rows ? $"; {rows}" : "";
        string[] infinite = [.. columns.Inputs.OfType<NumberColumn>()
            .Select(column => table.Columns.First(profile => profile.Name == column.Name))
            .Where(profile => profile.Numbers.Infinite > 0).Select(profile => $"{profile.Name} ({Said.Number(profile.Numbers.Infinite)})")];
        string[] notes = infinite.Length == 0 ? [] : [$"note      infinite values count as missing: {Said.List(infinite, 4)}"];
        return
        [
            $"read      {Said.Count(table.Rows, "row")} of {Said.Count(table.Columns.Count, "column")} {table.Layout.Manner}{comma}, " +
            $"{header}{shorter}",
            $"inputs    {Inputs(table, columns)}",
            $"targets   {Targets(table, columns)}{another}{LeftOut(table, uses)}",
            .. notes,
            .. SpellingsOfClasses(table, columns),
        ];
    }

    /// <summary>Why a column is left out.</summary>
    public static string Reason(ColumnUse use) => use switch
    {
        ColumnUse.Empty => "empty",
        ColumnUse.Constant => "the same in all rows",
        ColumnUse.Identifier => "a number or name of the row",
        ColumnUse.Text => "free text",
        ColumnUse.Weight => "the sample weight",
        _ => "dropped",
    };

    private static string Inputs(TableProfile table, TableColumns columns)
    {
        var parts = new List<string>();
        string[] numbers = [.. columns.Inputs.OfType<NumberColumn>().Select(column => column.Name)];
        if (numbers.Length > 0) parts.Add($"{Said.List(numbers, 4)} ({(numbers.Length == 1 ? "number" : "numbers")})");
        string[] dates = [.. columns.Inputs.OfType<DateColumn>().Select(column => column.Name)];
        if (dates.Length > 0) parts.Add($"{Said.List(dates, 4)} ({(dates.Length == 1 ? "date" : "dates")}{Order(columns)})");
        string[] categories = [.. columns.Inputs.OfType<CategoryColumn>().Select(column => $"{column.Name} ({Values(column, table)})")];
        if (categories.Length > 0) parts.Add(Said.List(categories, 4));
        string[] gaps = [.. columns.Inputs.Where(column => column.HasIndicator).Select(column => column.Name)];
        string filled = gaps.Length > 0 ? $"; missing values filled in {Said.List(gaps, 4)}" : "";
        return $"{Said.Count(columns.Width, "feature")}: {string.Join(", ", parts)}{filled}";
    }

    private static string Order(TableColumns columns) => columns.Inputs.OfType<DateColumn>().First().Order switch
    {
        DateOrder.YearMonthDay => "",
        DateOrder.DayMonthYear => ", day first",
        _ => ", month first",
    };

    private static string Values(CategoryColumn column, TableProfile table)
    {
        if (!column.Other)
            return column.IsBinary ? $"{column.Values[0]}/{column.Values[1]}" : Said.Count(column.Values.Count, "category", "categories");
        ColumnProfile profile = table.Columns.First(profile => profile.Name == column.Name);
        return $"the {column.Values.Count} most frequent of " +
            $"{Said.Number(profile.Values.Count)}{(profile.HasMoreValues ? " and more" : "")} categories, the others together";
    }

    private static string Targets(TableProfile table, TableColumns columns)
    {
        if (columns.Targets is not [{ AreClasses: true } one]) return Said.List([.. columns.Targets.Select(target => target.Name)], 4);
        ColumnProfile profile = table.Columns.First(profile => profile.Name == one.Name);
        string[] classes = [.. profile.Values.Keys.Concat(profile.OtherSpellings).Order(StringComparer.Ordinal)];
        return $"{one.Name} ({Said.Count(classes.Length, "class", "classes")}: {Said.List(classes, 4)})";
    }

    // Letters may be classes, and then a and A are two; where a word was only typed differently, people see it here.
    private static string[] SpellingsOfClasses(TableProfile table, TableColumns columns)
    {
        if (columns.Targets is not [{ AreClasses: true } one]) return [];
        ColumnProfile profile = table.Columns.First(profile => profile.Name == one.Name);
        string[] others = [.. profile.OtherSpellings.Order(StringComparer.Ordinal)];
        if (others.Length == 0) return [];
        return
        [
            $"note      {one.Name}: {Said.List(others, 4)} differ{(others.Length == 1 ? "s" : "")} from another class " +
            $"in upper and lower case only and {(others.Length == 1 ? "is a class of its" : "are classes of their")} own",
        ];
    }

    private static string LeftOut(TableProfile table, IReadOnlyDictionary<int, ColumnUse> uses)
    {
        var left = uses.Where(use => use.Value is > ColumnUse.Date and not ColumnUse.Weight).GroupBy(use => use.Value)
            .Select(group => $"{Said.List([.. group.Select(use => table.Columns[use.Key].Name)], 4)} ({Reason(group.Key)})").ToArray();
        return left.Length == 0 ? "" : $"; left out: {string.Join(", ", left)}";
    }
}
