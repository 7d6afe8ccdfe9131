namespace Glia.Doctor.Facts;

/// <summary>The first numbers of one array of a layer with units, judged by what they are and not by the initializer's name.</summary>
/// <param name="Place">The layer's place.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Parameter"><c>kernel</c> or <c>bias</c>.</param>
/// <param name="Size">Their root mean square.</param>
/// <param name="Usual">That of <c>he_normal</c>; 0 for a bias.</param>
/// <param name="Oddity">What is odd about them.</param>
internal sealed record DrawnWeights(int Place, string Layer, string Parameter, double Size, double Usual, StartOddity Oddity)
{
    // convention: biases start at 0; what is drawn beside it is small.
    private const double LargeBias = 0.5;

    /// <summary>
    /// The first odd kernel, or where there is none the first odd bias: with both drawn too large it is one mistake. Null if all are usual.
    /// </summary>
    public static DrawnWeights? OddestOf(Network network)
    {
        var architecture = new Architecture(network.Layers);
        var dense = architecture.Blocks.Where(block => block.Units > 0).ToList();
        var odd = dense
            .SelectMany(block => network.Parameters.Where(parameter => parameter.Layer == block.Layer)
                .Select(parameter => Of(network, architecture, dense, block, parameter)))
            .Where(drawn => drawn.Oddity != StartOddity.None).ToList();
        return odd.Find(drawn => drawn.Oddity != StartOddity.LargeBias) ?? odd.FirstOrDefault();
    }

    private static DrawnWeights Of(Network network, Architecture architecture, List<Block> dense, Block block, Parameter parameter)
    {
        ReadOnlySpan<float> values = network.Weights[parameter];
        bool constant = !values.ContainsAnyExcept(values[0]);
        double size = Math.Sqrt(Kernels.Reduce.SumOfSquares(values) / values.Length);
        var drawn = new DrawnWeights(architecture.PlaceOf(block.Layer), block.Name, parameter.Name, size, 0, StartOddity.None);
        if (!parameter.IsKernel) return drawn with { Oddity = size > LargeBias ? StartOddity.LargeBias : StartOddity.None };
        // Of a window of positions each weight of a filter has an input of its own, and each input a weight in as many filters.
        int[] shape = parameter.Shape.ToArray();
        int units = shape[^1], inputs = values.Length / units, window = inputs / shape[^2];
        drawn = drawn with { Usual = Gain.He / Math.Sqrt(inputs) };
        double gain = Gain.Of(values, units);
        // A last layer of zeros is fine: its units differ in their targets.
        bool fine = block == dense[^1] && (dense.Count == 1 || size == 0);
        if (constant) return fine || values.Length == 1 ? drawn : drawn with { Oddity = StartOddity.Constant };
        if (gain > Gain.Large) return drawn with { Oddity = StartOddity.TooLarge };
        return gain < Gain.SmallShare * Gain.Glorot(inputs, window * units) ? drawn with { Oddity = StartOddity.TooSmall } : drawn;
    }
}

/// <summary>What can be odd about first weights.</summary>
internal enum StartOddity
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>All are equal.</summary>
    Constant,

    /// <summary>They are far larger than usual.</summary>
    TooLarge,

    /// <summary>They are far smaller than usual.</summary>
    TooSmall,

    /// <summary>Biases far from 0.</summary>
    LargeBias,
}
