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

    /// <summary>The array with the weight of each row, Keras' <c>sample_weight</c>; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>Whether it is an error where that array is not there.</summary>
    public bool NeedsSampleWeight { get; init; } = true;

    /// <summary>From how many bytes on an array stays in its file.</summary>
    internal long MapFrom { get; init; } = Mapped.Mapping.From;
}
