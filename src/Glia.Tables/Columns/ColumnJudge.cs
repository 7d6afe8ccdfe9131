namespace Glia.Tables.Columns;

/// <summary>What a column is good for.</summary>
internal enum ColumnUse
{
    /// <summary>Amounts.</summary>
    Number,

    /// <summary>A limited number of different values.</summary>
    Category,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Left out: it holds nothing.</summary>
    Empty,

    /// <summary>Left out: it holds the same everywhere.</summary>
    Constant,

    /// <summary>Left out: it numbers or names the rows.</summary>
    Identifier,

    /// <summary>Left out: nearly every row has another text.</summary>
    Text,

    /// <summary>Left out because the user says so.</summary>
    Dropped,

    /// <summary>Left out because it weighs the rows.</summary>
    Weight,
}

/// <summary>Decides what a column is from its profile.</summary>
internal static class ColumnJudge
{
    /// <summary>A feature for each value up to here; of more values the most frequent get one, the others share one.</summary>
    public const int MostCategories = 50;

    /// <summary>So many different words among numbers may stand for a missing value; more are a list of words.</summary>
    public const int MostMarks = 3;

    // Of so few different values a small table may have a category, even if few occur twice.
    private const int FewValues = 10;

    /// <summary>What a column of inputs is.</summary>
    public static ColumnUse Of(ColumnProfile profile)
    {
        if (profile.Filled == 0) return ColumnUse.Empty;
        if (IsNumber(profile))
        {
            if (profile.Numbers.Read == 0) return ColumnUse.Empty;
            bool whole = profile.Rows > 1 && profile.Empty + profile.Marks + profile.Words == 0;
            if (whole && profile.Numbers.Range.Least == profile.Numbers.Range.Most && profile.Numbers.Infinite == 0)
                return ColumnUse.Constant;
            return IsRowNumber(profile) ? ColumnUse.Identifier : ColumnUse.Number;
        }
        int values = profile.Values.Count;
        if (values == 1 && profile.Empty == 0 && profile.Rows > 1) return ColumnUse.Constant;
        if (IsDate(profile)) return ColumnUse.Date;
        if (profile.HasMoreValues || values > Math.Max(FewValues, profile.Filled / 2))
            return profile.AllDiffer && !profile.Values.Keys.Take(100).Any(value => value.Contains(' '))
                ? ColumnUse.Identifier
                : ColumnUse.Text;
        return ColumnUse.Category;
    }

    /// <summary>Whether a column holds numbers, but for marks of missing ones.</summary>
    public static bool IsNumber(ColumnProfile profile)
    {
        if (profile.Declared is { } declared) return declared == ColumnUse.Number;
        long numbers = profile.Numbers.Read, words = profile.Filled - profile.Marks - numbers;
        if (numbers == 0) return profile.Marks > 0 && words == 0 && profile.Values.Count == 1;
        // Codes such as 01067 are names that happen to be written with digits.
        if (profile.Numbers.HasLeadingZeros && profile.Numbers.AreWhole) return false;
        if (10 * words <= numbers) return true;
        // A word or two among many different numbers say that there is none; among few numbers they are one category more.
        return words <= numbers && profile.SomeWords.Count <= MostMarks && profile.Values.Count > FewValues + MostMarks;
    }

    /// <summary>Whether a column holds dates, but for a few slips.</summary>
    public static bool IsDate(ColumnProfile profile) =>
        profile.Declared is null && profile.Dates.Read > 0 && 10 * profile.Dates.Read >= 9 * (profile.Filled - profile.Marks);

    // Nothing but the name tells a number of each row from an amount that differs in each; 0, 1, 2, … may be the time.
    private static bool IsRowNumber(ColumnProfile profile) =>
        profile.Numbers.AreWhole && profile.Filled == profile.Rows && profile.AllDiffer && profile.HasHeading
            && RowNames.Are(profile.Name, profile.Numbers.Counts);
}
