namespace Glia.Programs.Reading;

/// <summary>One layer in one forward pass.</summary>
/// <param name="Product">The product with its weights.</param>
/// <param name="Bias">The value that is added; -1 if none is.</param>
/// <param name="Sum">The pre-activations: product and bias.</param>
internal sealed record PassLayer(Product Product, int Bias, int Sum);

/// <summary>Some rows on their way through all layers.</summary>
/// <param name="Layers">The layers, inputs first.</param>
internal sealed record Pass(IReadOnlyList<PassLayer> Layers)
{
    /// <summary>What the first layer is given.</summary>
    public int Inputs => Layers[0].Product.Data;
}
