using System.Text.Json.Nodes;

namespace Glia.Initializers;

/// <summary>
/// The numbers of <c>np.random.randn</c> after <c>np.random.seed(seed)</c>, times a scale, drawn in the order the parameters are declared:
/// the start of many a hand-written network.
/// </summary>
/// <param name="scale">Factor on every number, as in <c>np.random.randn(784, 200) * 0.01</c>.</param>
public sealed class NumpyRandn(float scale = 1) : Initializer
{
    /// <inheritdoc/>
    public override string Name => "numpy_randn";

    /// <inheritdoc/>
    public override JsonObject Config() => scale == 1 ? [] : new() { ["scale"] = scale };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)(draw.Numpy.Gauss() * scale);
    }
}
