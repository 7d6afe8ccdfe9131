namespace Glia.Tables;

/// <summary>What a user states of a table; what is null is found out from it.</summary>
public sealed record TableOptions
{
    /// <summary>Nothing is stated.</summary>
    public static TableOptions Default { get; } = new();

    /// <summary>What separates fields; null: what makes the best table.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first line holds names; null: it does if it reads like that.</summary>
    public bool? Header { get; init; }

    /// <summary>
    /// The columns that go in, by name or by number from 1, negative from the end; null: all that are good for something.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The columns to leave out, in the same way.</summary>
    public IReadOnlyList<string>? Drop { get; init; }

    /// <summary>The columns to learn; null: one named label, class, target or y, or else the last one.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The column with the weight of each row; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>
    /// What columns hold where that is not to be found out: <c>number</c>, <c>category</c>, <c>date</c> or <c>drop</c>, by the column.
    /// </summary>
    public IReadOnlyDictionary<string, string> Kinds { get; init; } = new Dictionary<string, string>();
}
