namespace Glia.Data.Columns;

/// <summary>What a field of a table turned out to be.</summary>
public enum FieldState
{
    /// <summary>A value of the column's kind.</summary>
    Value,

    /// <summary>Nothing, or a mark that says so: it is filled.</summary>
    Missing,

    /// <summary>A category that the column does not know: none of its values is set.</summary>
    Unknown,

    /// <summary>No value of the column's kind, such as a word among numbers: it is filled as if it were missing.</summary>
    Wrong,
}
