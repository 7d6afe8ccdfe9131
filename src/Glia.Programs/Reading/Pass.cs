using Glia.Doctor.Reference;

namespace Glia.Programs.Reading;

/// <summary>One layer in one forward pass.</summary>
/// <param name="Product">The product with its weights.</param>
/// <param name="Bias">The value that is added; -1 if none is.</param>
/// <param name="Sum">The pre-activations: product and bias.</param>
internal sealed record PassLayer(Product Product, int Bias, int Sum)
{
    /// <summary>
    /// Whether what is multiplied is the negative of the inputs, so that the pre-activations are those that are computed, negated.
    /// </summary>
    public bool IsNegated { get; init; }

    /// <summary>Whether the pre-activations are computed negated, and the biases subtracted from that.</summary>
    public bool IsSumNegated { get; init; }

    /// <summary>Whether what stands for the biases is subtracted, as thresholds are.</summary>
    public bool IsThreshold { get; init; }

    /// <summary>What stands for the biases, or what belongs to it, as biases.</summary>
    public Matrix Biases(Matrix numbers) => IsThreshold ? numbers.Times(-1) : numbers;

    /// <summary>Pre-activations as the layer has them, a row a sample.</summary>
    public Matrix Sums(Lying lying) => IsSumNegated ? lying.Outputs(Sum).Times(-1) : Signed(lying.Outputs(Sum));

    /// <summary>Inputs as the layer has them, a row a sample.</summary>
    public Matrix Inputs(Lying lying) => Signed(lying.Data(Product.Data));

    private Matrix Signed(Matrix numbers) => IsNegated ? numbers.Times(-1) : numbers;

    /// <summary>The same pre-activations where the program makes them once more: <c>exp(x @ w + b) / sum(exp(x @ w + b))</c>.</summary>
    public IReadOnlyList<int> Again { get; init; } = [];
}

/// <summary>Some rows on their way through all layers.</summary>
/// <param name="Layers">The layers, inputs first.</param>
internal sealed record Pass(IReadOnlyList<PassLayer> Layers)
{
    /// <summary>What the first layer is given.</summary>
    public int Inputs => Layers[0].Product.Data;
}
