namespace Glia.Interop;

/// <summary>What a file of weights alone does not say.</summary>
public sealed record ForeignModelOptions
{
    /// <summary>The file of an experiment whose network the weights are of; null for none.</summary>
    public string? Experiment { get; init; }

    /// <summary>Keras' name of the function between the layers of a chain of matrices; null where it is not known.</summary>
    public string? Activation { get; init; }

    /// <summary>How many steps a sequence has, where recurrent layers come without a network; null where it is not known.</summary>
    public int? Steps { get; init; }
}
