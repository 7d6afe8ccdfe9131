namespace Glia.Data;

/// <summary>What a data file does not say about itself. Every default asks the file.</summary>
public sealed record DataFileOptions
{
    /// <summary>Nothing is stated: everything is found out from the file.</summary>
    public static DataFileOptions Default { get; } = new();

    /// <summary>The array (npz) or the columns (CSV, ARFF) that go in, by name or by number from 0; null: all that are not targets.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>
    /// The array or the columns to learn, by name or by number from 0, negative from the end; null: the array that goes with the inputs,
    /// a column named label, class, target or y, or else the last column.
    /// </summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>Whether the first line of a CSV file holds names; null: it does if it has words where the second line has numbers.</summary>
    public bool? Header { get; init; }

    /// <summary>What separates the fields of a CSV file; null: the comma, semicolon or tab that the first line has most of.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether a missing value becomes NaN; else it is an error that names line and column.</summary>
    public bool AllowMissing { get; init; }
}
