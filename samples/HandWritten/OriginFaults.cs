namespace HandWritten;

/// <summary>The five faults of the program, each of which can be mended by itself.</summary>
[Flags]
public enum OriginFaults
{
    /// <summary>All mended.</summary>
    None = 0,

    /// <summary>The accuracy is read from the output of the last training sample.</summary>
    StaleAccuracy = 1,

    /// <summary>The relu derivative is masked by the sign of the gradient.</summary>
    ReluMask = 2,

    /// <summary>Weights and biases start from the standard normal distribution.</summary>
    RandomNormalWeights = 4,

    /// <summary>The learning rate is 1e-6.</summary>
    TinyRate = 8,

    /// <summary>The cross-entropy is the binary formula with matrix products.</summary>
    BinaryCrossEntropy = 16,

    /// <summary>The program as it was posted.</summary>
    AsPosted = StaleAccuracy | ReluMask | RandomNormalWeights | TinyRate | BinaryCrossEntropy,
}
