namespace Glia.Data;

/// <summary>What a data file does not say about itself. Every default asks the file.</summary>
public sealed record DataFileOptions
{
    /// <summary>Nothing is stated: everything is found out from the file.</summary>
    public static DataFileOptions Default { get; } = new();

    /// <summary>The array that goes in; null: the one of a usual name, such as x_train.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The array to learn; null: the one that goes with the inputs.</summary>
    public IReadOnlyList<string>? Targets { get; init; }
}
