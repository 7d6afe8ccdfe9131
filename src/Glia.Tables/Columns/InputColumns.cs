using Glia.Data.Columns;

namespace Glia.Tables.Columns;

/// <summary>Makes the column of a model from a profile.</summary>
internal static class InputColumns
{
    /// <summary>The column.</summary>
    /// <param name="profile">What is known of its fields.</param>
    /// <param name="use">What it is used for: numbers, a category or dates.</param>
    /// <param name="preferComma">Whether ambiguous numbers have a decimal comma.</param>
    public static InputColumn Of(ColumnProfile profile, ColumnUse use, bool preferComma)
    {
        switch (use)
        {
            case ColumnUse.Number:
                return new NumberColumn(profile.Name, profile.Format(preferComma),
                    profile.Numbers.Read - profile.Numbers.Infinite < profile.Rows);
            case ColumnUse.Date:
                return new DateColumn(profile.Name, profile.Dates.Order(preferComma), profile.Dates.HasTime,
                    profile.Dates.Read < profile.Rows);
            default:
                // As scikit-learn's max_categories: the place that stands for all others is one of them.
                bool other = profile.Values.Count > ColumnJudge.MostCategories;
                IEnumerable<string> values = profile.Values.Keys;
                if (other)
                    values = profile.Values.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)
                        .Take(ColumnJudge.MostCategories - 1).Select(value => value.Key);
                return new CategoryColumn(profile.Name, [.. values.Order(StringComparer.Ordinal)], other, profile.Empty > 0);
        }
    }
}
